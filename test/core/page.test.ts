import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Page } from '../../server/src/core/page';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { slice, type Span } from '../../server/src/core/text';
import { readMarks, writeMarks } from '../harness/marks';
import { cpuTime } from '../harness/cpuTime';

/** Parses a text with marks; the spans that `find` gives must be the marked ones, by their tags. */
function marked(source: string, find: (page: Page) => readonly (readonly [string, Span | undefined])[]): Page {
  const { text, marks } = readMarks(source);
  const page = parsePage(text);
  const found = find(page).flatMap(([tag, span]) => (span === undefined ? [] : [{ tag, span }]));
  strictEqual(writeMarks(text, found), writeMarks(text, marks));
  return page;
}

const list = '## Techniques Used By Group\n';

describe('page', () => {
  describe('front matter', () => {
    const tagsOf = (yaml: string) => parsePage(`---\n${yaml}\n---\n# BlackTech\n`).frontMatter?.tags;

    it('has tags in all forms in which people write them', () => {
      for (const yaml of [
        'tags:\n  - groups\n  - apt',
        'tags:\n- groups\n- apt',
        'tags: [groups, apt]',
        'tags: ["groups", \'apt\'] # two',
        'tags: groups, apt',
        'tags: # two\n  - groups # one\n  - "apt" # two',
        'tags: [\n  groups, # one\n  apt,\n]',
        'tags: [groups,\n  "apt"]',
        'title: x\nTags: ["#groups", apt]\nother: [no]',
        '"tags": [groups, apt]',
        'tag: groups\ntags: [apt]',
        "attack-version: 15.1\ntags:\n\n    - groups\n\n    - 'apt'\nother:\n  - no",
      ]) {
        deepStrictEqual(tagsOf(yaml), ['groups', 'apt'], yaml);
      }
    });

    it('has no tags where there are none', () => {
      for (const yaml of [
        '',
        'tags:',
        'tags: []',
        'tags: # groups',
        '# tags: groups',
        'x:\n  tags: groups',
        'tagsx: groups',
      ]) {
        deepStrictEqual(tagsOf(yaml), [], yaml);
      }
    });

    it('starts on the first line, after a BOM, and ends at --- or ...', () => {
      for (const [open, close] of [
        ['---\n', '\n---\n'],
        ['\ufeff---\n', '\n---\n'],
        ['---  \n', '\n---\t\n'],
        ['---\r\n', '\r\n---\r\n'],
        ['---\r', '\r...\r'],
        ['---\n', '\n...\n'],
      ] as const) {
        const page = parsePage(`${open}tags: [groups]${close}# T`);
        deepStrictEqual(page.frontMatter?.tags, ['groups'], JSON.stringify([open, close]));
        ok(slice(page.text, page.frontMatter.span).startsWith('---'));
        strictEqual(page.title?.text, 'T');
      }
      deepStrictEqual(parsePage('---\ntags: groups\n---').frontMatter?.tags, ['groups']);
    });

    it('is none where it does not start the page or has no end', () => {
      for (const text of [
        '---\ntags: [groups]\n',
        '\n---\ntags: [groups]\n---\n',
        '----\ntags: [groups]\n----\n',
        '--- yaml\ntags: [groups]\n---\n',
        ' ---\ntags: [groups]\n---\n',
        '---\ntags: [groups]\n ---\n',
      ]) {
        strictEqual(parsePage(text).frontMatter, undefined, text);
      }
    });

    it('gives version and domain with their places', () => {
      const scalars = (page: Page) =>
        [
          ['version', page.frontMatter?.attackVersion?.span],
          ['domain', page.frontMatter?.attackDomain?.span],
        ] as const;
      for (const source of [
        '---\nattack-version: $[15.1]{version}\nattack-domain: $[ics]{domain}\n---\n',
        '---\nattack-version:   "$[15.1]{version}"   # old\nattack-domain: \'$[ics]{domain}\'\n---\n',
        '---\r\nAttack-Version: $[15.1]{version} # "x"\r\n"attack-domain": $[ics]{domain}\r\n---\r\n',
        '---\ntags: [x]\nattack-domain:\t$[ics]{domain}\t\nattack-version: $[15.1]{version}\n...\n',
      ]) {
        const { frontMatter } = marked(source, scalars);
        deepStrictEqual([frontMatter?.attackVersion?.value, frontMatter?.attackDomain?.value], ['15.1', 'ics']);
      }
      for (const yaml of ['attack-version:', 'attack-version: # 15.1'])
        deepStrictEqual(parsePage(`---\n${yaml}\n---\n`).frontMatter?.attackVersion, {
          value: '',
          span: { start: 19, end: 19 },
        });
      for (const yaml of ['x:\n  attack-version: 15.1', 'attack-version:15.1']) {
        strictEqual(parsePage(`---\n${yaml}\n---\n`).frontMatter?.attackVersion, undefined, yaml);
      }
    });

    it('is not read as Markdown', () => {
      const page = parsePage('---\n# a comment\n## ID:G0098\n* [x](techniques/T1106)\n---\n# BlackTech\n');
      deepStrictEqual([page.headings.map(({ text }) => text), page.idLine, page.links], [['BlackTech'], undefined, []]);
    });
  });

  describe('title', () => {
    const title = (text: string) => parsePage(text).title?.text;

    it('is the level-1 heading above the ID line', () => {
      strictEqual(title('# Notes\n# BlackTech\n## ID:G0098\n# Later\n'), 'BlackTech');
      strictEqual(title('# BlackTech\nprose\n\n## Aliases\n## ID:G0098\n'), 'BlackTech');
      strictEqual(title('BlackTech\n===\n\nID:G0098\n---\n'), 'BlackTech');
    });

    it('is the first level-1 heading that is no section, where there is no ID line', () => {
      strictEqual(
        title('# Techniques Used By Group\n# Summary of Techniques and Mitigations\n# BlackTech\n'),
        'BlackTech',
      );
      strictEqual(title('## BlackTech\n'), undefined);
      strictEqual(title(''), undefined);
    });

    it('is read as people see it', () => {
      for (const line of [
        '# BlackTech',
        '#   BlackTech  ##  ',
        '#\tBlackTech',
        '# **BlackTech**',
        '# `Black`Tech',
        '   # BlackTech',
      ]) {
        strictEqual(title(`${line}\n## ID:G0098\n`), 'BlackTech', line);
      }
      strictEqual(title('# A &amp; B \\# C\n'), 'A & B # C');
      strictEqual(title('# LAPSUS$#\n'), 'LAPSUS$#');
    });

    it('stands where its words do, and links, tags, comments, images and anchors are none of them', () => {
      for (const line of [
        '# [$[BlackTech]{title}](https://attack.mitre.org/groups/G0098)',
        '# [$[**BlackTech**]{title}](groups/G0098 "G0098") ##',
        '# $[BlackTech]{title} <!-- TLP:CLEAR -->',
        '# $[BlackTech]{title} {#blacktech .wide}',
        '# $[BlackTech]{title} {: #blacktech } <!-- x -->',
        '# <a id="bt"></a>$[BlackTech]{title}',
        '# <!-- <b> --> $[BlackTech]{title} <br/> <!-- <i> -->',
        '# ![logo](img/bt.png) $[BlackTech]{title}',
        '[$[BlackTech]{title}](groups/G0098) <!-- x -->\n===\n',
      ]) {
        marked(`${line}\n## ID:G0098\n`, page => [['title', page.title?.span]]);
        strictEqual(title(`${line.replace(/\$\[(.*?)\]\{title\}/, '$1')}\n## ID:G0098\n`), 'BlackTech', line);
      }
      strictEqual(title('# [Black](a)[Tech](b) and `<b>` {x}\n'), 'BlackTech and <b> {x}');
      strictEqual(title('# [TA505] <x@example.org> a<b\n'), '[TA505] <x@example.org> a<b');
      strictEqual(title('# {#only}\n# Next\n'), '{#only}');
    });

    it('is none in code, comments, deeper or broken headings', () => {
      for (const text of [
        '    # X',
        '```\n# X\n```',
        '<!--\n# X\n-->',
        '#X',
        '\\# X',
        '####### X',
        '<div>\n# X\n</div>',
      ]) {
        strictEqual(title(`${text}\n`), undefined, text);
      }
    });
  });

  describe('ID line', () => {
    const idOf = (text: string) => parsePage(text).idLine?.id;

    it('is read in all its forms, and its ID has its place', () => {
      for (const source of [
        '## ID:$[G0098]{id}',
        '## ID: $[G0098]{id}',
        '##  id :\t$[G0098]{id}  ##',
        '# ID:$[G0098]{id} (BlackTech)',
        '###### ID:$[G0098]{id}',
        'ID:$[G0098]{id}\n------\n',
        '\ufeff## ID:$[G0098]{id}\r\n',
        '## ID: $[G098]{id}',
        '## ID:$[g0098]{id}',
        '## ID:$[G00098X]{id}',
        '## ID: [$[G0098]{id}](https://attack.mitre.org/groups/G0098/)',
        '## [ID:$[G0098]{id}](groups/G0098)',
        '## **ID:** $[G0098]{id}',
        '## **ID**: `$[G0098]{id}`',
        '## __ID: $[G0098]{id}__ <!-- x -->',
        '## ID: _$[G0098]{id}_ {#id}',
        '## ID:$[ACME_X-G0001]{id}',
      ]) {
        marked(source, page => [['id', page.idLine?.span]]);
      }
      strictEqual(idOf('## ID:'), '');
      strictEqual(idOf('## ID: G'), 'G');
    });

    it('is none where the heading speaks of something else', () => {
      for (const text of [
        '## ID: of things',
        '## ID: [of](things)',
        '## ID: General',
        '## ID:S0154',
        '## ID:T1566',
        '## IDs: G0098',
        '## The ID:G0098',
        '## ID G0098',
        'ID:G0098',
        '`## ID:G0098`',
        '    ## ID:G0098',
        '<!-- ## ID:G0098 -->',
      ]) {
        strictEqual(idOf(text), undefined, text);
      }
    });

    it('is the first of several', () => strictEqual(idOf('## ID:G0098\n## ID:G0099\n'), 'G0098'));
  });

  describe('technique list', () => {
    const idsOf = (text: string) => parsePage(text).techniqueList?.items.map(item => item.id);

    it('starts at its heading, whatever its level and capitals, and ends at the next of that level', () => {
      for (const [text, ids] of [
        [`${list}* T1106\n## Next\n* T1046\n`, ['T1106']],
        [`${list}* T1106\n# Next\n* T1046\n`, ['T1106']],
        [`${list}* T1106\n### Below\n* T1046\n#### Deeper\n* T1190\n`, ['T1106', 'T1046', 'T1190']],
        ['# TECHNIQUES used by group #\n* T1106\n## Below\n* T1046\n# Next\n* T1190', ['T1106', 'T1046']],
        ['Techniques Used By Group\n---\n* T1106\n\nNext\n---\n* T1046\n', ['T1106']],
        [`* T1046\n\n${list}`, []],
        [`${list}* T1106\n${list}* T1046\n`, ['T1106']],
      ] as const) {
        deepStrictEqual(idsOf(text), ids, text);
      }
      for (const heading of [
        '## Techniques',
        '**Techniques Used By Group**',
        '## Techniques Used By Groups',
        '<!-- ## Techniques Used By Group -->',
      ]) {
        strictEqual(idsOf(`${heading}\n* T1106\n`), undefined, heading);
      }
    });

    it('has items of every marker, nested at any depth', () => {
      const page = marked(
        `${list}$[*]{0} T1106\n$[-]{0} T1046\n$[+]{0}\tT1190\n$[1.]{0} T1203\n$[22)]{0} T1588\n` +
          `    $[*]{1} T1566\n      $[-]{2} T1566.002\n\n      $[-]{2} T1078\n\n$[*]{0} text\n  $[1.]{1} T1059\n`,
        ({ listItems }) => listItems.map(item => [String(item.depth), item.marker]),
      );
      strictEqual(page.techniqueList?.items.length, 9);
    });

    it('names a technique by the link an item starts with, or by a bare ID', () => {
      for (const source of [
        '* [Phishing](techniques/$[T1566]{id})',
        '* $[T1566]{id}',
        '* **$[T1566]{id}** Phishing',
        '* [[$[T1566]{id}]]',
        '* $[T1566]{id}. Phishing',
        '* $[T1566/002]{id}: Phishing',
        '* $[T1566]{id}/T1598',
        '* [$[T1566]{id}](https://example.org)',
        '* [x] [Phishing](techniques/$[T1566]{id})',
        '* **[Phishing](techniques/$[T1566]{id})**',
        '* [![icon](i.png) Phishing](techniques/$[T1566]{id})',
        '*\t[Phishing](techniques/$[T1566]{id})',
        '* [Phishing](techniques/$[T1566]{id}) and [Native API](techniques/T1106)',
        '*\n  [Phishing](techniques/$[T1566]{id})',
        '* [Phi\n  shing](\n  techniques/$[T1566]{id})',
        '> * [Phishing](techniques/$[T1566]{id})',
      ]) {
        marked(`${list}${source}\n`, page => (page.techniqueList?.items ?? []).map(item => ['id', item.idSpan]));
      }
    });

    it('has no technique where code, another link or text comes first', () => {
      for (const item of [
        '* `T1566`',
        '* `[Phishing](techniques/T1566)`',
        '* [BlackTech](groups/G0098), T1566',
        '* uses T1566',
        '* xT1566',
        '* T15660',
        '* T1566.0021',
        '* T1566.02',
        '* T1566/2',
        '* T1566.002.1',
        '* \\[Phishing](techniques/T1566)',
        '* ![Phishing](techniques/T1566)',
        '* [Phishing] (techniques/T1566)',
        '* [Phishing][T1566]',
        '*[Phishing](techniques/T1566)',
        '*',
        '***',
        '* * *',
        '-',
        '<!-- * [Phishing](techniques/T1566) -->',
        '* <!-- [Phishing](techniques/T1566) -->',
        '        * [Phishing](techniques/T1566)',
        '```\n* [Phishing](techniques/T1566)\n```',
        '* a\n\n      [Phishing](techniques/T1566)',
        '\\* [Phishing](techniques/T1566)',
      ]) {
        deepStrictEqual(idsOf(`${list}${item}\n`), [], item);
      }
    });
  });

  describe('link', () => {
    const linkIn = (text: string) => parsePage(text).links[0];

    it('is read with its text, target and ID, in all forms of the family', () => {
      for (const source of [
        '$[[$[Link]{text}]($[techniques/$[T1566/002]{id}]{target})]{link}',
        '$[[$[Link]{text}]($[/mitre/techniques/$[T1566/002]{id}]{target})]{link}',
        '$[[$[Link]{text}]($[https://attack.mitre.org/techniques/$[T1566/002]{id}/]{target})]{link}',
        '$[[$[Link]{text}](<$[techniques/$[T1566/002]{id}]{target}>)]{link}',
        '$[[$[Link]{text}]($[techniques/$[T1566/002]{id}.md]{target} "a (title)")]{link}',
        '$[[$[Link]{text}](  $[techniques/$[T1566/002]{id}#x.y]{target}\n  (a title) )]{link}',
        "$[[$[Link]{text}]($[Techniques/$[T1566/002]{id}.MD?a=b#c]{target} 't')]{link}",
        '$[[$[**L**_i_`n`k]{text}]($[../techniques/$[T1566/002]{id}//]{target})]{link}',
      ]) {
        const { links } = marked(source, page =>
          page.links.flatMap(({ span, textSpan, targetSpan, reference }) => [
            ['link', span] as const,
            ['text', textSpan] as const,
            ['target', targetSpan] as const,
            ['id', reference?.idSpan] as const,
          ]),
        );
        const { text, reference } = links[0]!;
        deepStrictEqual(
          [text, reference?.type, reference?.id, reference?.goodForm],
          ['Link', 'technique', 'T1566.002', true],
        );
      }
    });

    it('names objects of all types by their folder', () => {
      for (const [target, type, id] of [
        ['mitigations/M1017', 'mitigation', 'M1017'],
        ['/mitre/groups/G0098.md', 'group', 'G0098'],
        ['https://attack.mitre.org/software/S0154/', 'software', 'S0154'],
        ['tactics/TA0001', 'tactic', 'TA0001'],
        ['campaigns/C0001', 'campaign', 'C0001'],
        ['techniques/TT1482', 'technique', 'TT1482'],
        ['techniques/t1566/2', 'technique', 't1566.2'],
      ] as const) {
        const { reference } = linkIn(`[x](${target})`)!;
        deepStrictEqual([reference?.type, reference?.id, reference?.goodForm], [type, id, true], target);
      }
    });

    it('tells the forms that the family does not use', () => {
      for (const target of [
        'techniques/T1566.002',
        '/mitre/techniques/T1566.002.md#x',
        'T1566/002',
        '../T1566.002.md',
        './T1566.002',
      ]) {
        const { reference } = linkIn(`[x](${target})`)!;
        deepStrictEqual([reference?.id, reference?.goodForm], ['T1566.002', false], target);
      }
    });

    it('refers to nothing where the target is something else', () => {
      for (const target of [
        'techniques/',
        'techniques',
        'techniques/index.md',
        'techniques/G0098',
        'groups/T1566',
        'techniques/T1566/002/003',
        'https://example.org/T1566',
        'https://example.org/x?y=techniques/T1566',
        '#techniques/T1566',
        'mailto:T1566',
        'xT1566',
        'techniques/DS0009',
        'mytechniques/T15',
        '',
      ]) {
        strictEqual(linkIn(`[x](${target})`)?.reference, undefined, target);
      }
    });

    it('is none in code, comments, tags, autolinks, images and escapes', () => {
      for (const text of [
        '`[x](techniques/T1566)`',
        '``[x](techniques/T1566) ` ``',
        '<!-- [x](techniques/T1566) -->',
        'a <!-- b\n[x](techniques/T1566) --> c',
        '<a href="[x](techniques/T1566)">',
        '<https://x.org/[x](techniques/T1566)>',
        '![x](techniques/T1566)',
        '\\[x](techniques/T1566)',
        '[x\\](techniques/T1566)',
        '[x](techniques/T1566',
        '[x](techniques/T1566 title)',
        '[x](<techniques/T1566)',
        '[x](tech niques/T1566)',
        '    [x](techniques/T1566)',
        '~~~\n[x](techniques/T1566)\n~~~',
        '<pre>\n[x](techniques/T1566)\n</pre>',
      ]) {
        deepStrictEqual(parsePage(text).links, [], text);
      }
    });

    it('holds no other link, and may hold brackets and parentheses', () => {
      deepStrictEqual(
        parsePage('[a [b](c) d](e) [f [g] h](i(j)k) [`]`](l) [m](n\\)o)').links.map(({ text, target }) => [
          text,
          target,
        ]),
        [
          ['b', 'c'],
          ['f [g] h', 'i(j)k'],
          [']', 'l'],
          ['m', 'n\\)o'],
        ],
      );
    });

    it('is found in headings, quotes, items and lazy lines, and not across blocks', () => {
      strictEqual(parsePage('# [a](b)\n> [c](d)\n[e](f)\n* [g](h)\n[i](j)\n').links.length, 5);
      strictEqual(parsePage('[a\n\nb](c)\n* [d\n* e](f)\n# [g\n# h](i)\n').links.length, 0);
    });
  });

  describe('fence', () => {
    const fencesOf = (source: string) =>
      marked(source, page =>
        page.fences.flatMap(fence => [
          ['opening', fence.opening] as const,
          ['content', fence.content] as const,
          ['fence', fence.span] as const,
        ]),
      ).fences;

    it('is read with its info string, its content and its end', () => {
      const [fence] = fencesOf('a\n$[$[```mermaid {a: b}]{opening} \n$[x\ny\n]{content}```]{fence} \nb\n');
      deepStrictEqual(
        [fence!.info, fence!.language, fence!.closed, fence!.quoted],
        ['mermaid {a: b}', 'mermaid', true, false],
      );
    });

    it('knows the language in all spellings', () => {
      for (const info of [
        'mermaid',
        ' Mermaid',
        '  mermaid  title="x"',
        'mermaid{1,2}',
        '{mermaid}',
        '{.mermaid #id}',
        '\tMERMAID',
      ]) {
        strictEqual(parsePage(`~~~${info}\nflowchart LR\n~~~\n`).graphs.length, 1, info);
      }
      for (const info of ['', 'mermaidx', 'text mermaid', '{text}', 'js']) {
        strictEqual(parsePage(`~~~${info}\nflowchart LR\n~~~\n`).graphs.length, 0, info);
      }
    });

    it('closes with its own marks, as many at least, alone on a line', () => {
      fencesOf('$[$[````]{opening}\n$[```\n~~~~\n```` x\n    ````\n]{content}`````]{fence}\t\n');
      fencesOf('$[$[~~~ a`b]{opening}\n$[```\n]{content}   ~~~~]{fence}\n');
      fencesOf('  $[$[```]{opening}\n$[]{content}```]{fence}\n');
    });

    it('is read to the end of the page where it never closes', () => {
      const [fence] = fencesOf('$[$[```mermaid]{opening}\n$[flowchart LR\n~~~\n]{content}]{fence}');
      strictEqual(fence!.closed, false);
      strictEqual(fencesOf('$[$[~~~]{opening}\r\n$[x]{content}]{fence}')[0]!.closed, false);
      for (const text of ['```', '```\n', '~~~ mermaid\r\n']) {
        const [open] = parsePage(text).fences;
        deepStrictEqual([open!.closed, slice(text, open!.content)], [false, '']);
      }
    });

    it('lies in items and quotes, and ends with them', () => {
      fencesOf('* a\n  $[$[```]{opening}\n$[  x\n]{content}  ```]{fence}\n');
      fencesOf('1. $[$[~~~]{opening}\n$[   x\n]{content}]{fence}text\n');
      const [fence] = fencesOf('> $[$[```]{opening}\n$[> x\n]{content}> ```]{fence}\n');
      strictEqual(fence!.quoted, true);
      strictEqual(fencesOf('> $[$[```]{opening}\n$[> x\n]{content}]{fence}y\n')[0]!.closed, true);
    });

    it('is none where the marks are too few, in a line, in a comment, indented or with a backtick behind them', () => {
      for (const text of [
        '``\nx\n``\n',
        'a ```\n',
        '``` `x`\n',
        '    ```\n',
        '<!--\n```\n-->\n',
        '\\```\n',
        'a\n    ```\n',
      ]) {
        deepStrictEqual(parsePage(text).fences, [], text);
      }
    });

    it('is a graph whose nodes stand where they stand in the page', () => {
      const mentions = (page: Page) =>
        page.graphs.flatMap(graph => graph.flowchart.mentions.map(mention => [mention.id, mention.idSpan] as const));
      marked(
        '\ufeff# x\r\n```mermaid\r\nflowchart LR\r\n$[group]{group}[x] --> $[T1106]{T1106}[y]\r\n```\r\n',
        mentions,
      );
      marked('* a\n\n  ~~~mermaid\n  flowchart LR\n  $[a]{a} --> $[b]{b}\n  ~~~\n', mentions);
      marked('> > ```mermaid\n> > flowchart LR\n>> $[a]{a} --> $[b]{b}\n> > ```\n', mentions);
      marked('```mermaid\nflowchart LR\n$[a]{a} --> $[b]{b}\n```\n\n```mermaid\nflowchart LR\n$[c]{c}\n', mentions);
    });
  });

  describe('comments and code', () => {
    const commentsOf = (source: string) => marked(source, page => page.comments.map(comment => ['c', comment]));
    const codeOf = (source: string) => marked(source, page => page.code.map(code => ['code', code]));

    it('finds comments as blocks, in lines and over lines', () => {
      commentsOf('$[<!-- a -->]{c}\ntext $[<!-- b -->]{c} text $[<!---->]{c}\n');
      commentsOf('$[<!--\n# x\n\n* y\n-->]{c} z\ntext $[<!-- a\nb -->]{c}\n');
      commentsOf('* $[<!-- a -->]{c}\n> $[<!-- b\n> c -->]{c}\n');
      commentsOf('$[<!-- never closed\n\n# x\n]{c}');
      commentsOf('text <!-- never closed\n\n# x\n');
      commentsOf('$[<!-->]{c} a\nb $[<!--->]{c}\n');
    });

    it('has comments in the order of the text', () => {
      const { comments } = parsePage('a <!-- 1 --> b\n\n<!-- 2 -->\n\nc <!-- 3 --> d\n\n<!-- 4 -->\n');
      const starts = comments.map(({ start }) => start);
      deepStrictEqual(
        starts,
        [...starts].sort((a, b) => a - b),
      );
    });

    it('finds comments in flowcharts', () => {
      marked('```mermaid\nflowchart LR\n$[%% a]{c}\na --> b\n  $[%% b]{c}\n```\n%% c\n', ({ graphs }) =>
        graphs.flatMap(({ flowchart }) => flowchart.comments.map(comment => ['c', comment] as const)),
      );
    });

    it('finds code spans, indented code, fences and raw HTML, in order', () => {
      codeOf(
        'a $[`b`]{code} $[``c`d``]{code} `e\n\n$[    f\n\n    g]{code}\n\n$[```\nh\n```]{code}\n$[<pre>\ni\n</pre>]{code}\n',
      );
    });

    it('takes nothing in them for a heading, an item, a link or a fence', () => {
      const page = parsePage('<!--\n# a\n* [b](c)\n```\n-->\n    # d\n\n    * [e](f)\n`[g](h)`\n<div>\n* i\n</div>\n');
      deepStrictEqual([page.headings, page.listItems, page.links, page.fences], [[], [], [], []]);
    });
  });

  describe('line ends', () => {
    const text = `---\ntags: [groups]\n---\n# BlackTech\n## ID:G0098\n${list}* [Native API](techniques/T1106)\n\n\`\`\`mermaid\nflowchart LR\ngroup --> T1106\n\`\`\`\n`;
    const factsOf = ({ frontMatter, title, idLine, techniqueList, graphs }: Page) => ({
      tags: frontMatter?.tags,
      title: title?.text,
      id: idLine?.id,
      items: techniqueList?.items.map(({ id, label }) => [id, label]),
      edges: graphs.map(({ flowchart }) => flowchart.edges.map(({ from, to }) => [from.id, to.id])),
    });
    const facts = factsOf(parsePage(text));

    it('change nothing, and neither do a BOM, trailing blanks and a missing final line end', () => {
      deepStrictEqual(facts.edges, [[['group', 'T1106']]]);
      for (const [name, changed] of Object.entries({
        CRLF: text.replaceAll('\n', '\r\n'),
        CR: text.replaceAll('\n', '\r'),
        BOM: `\ufeff${text}`,
        blanks: text.replaceAll('\n', '  \n'),
        tabs: text.replaceAll('\n', '\t\n').replace('* [', '*\t['),
        'no final line end': text.trimEnd(),
        all: `\ufeff${text.trimEnd().replaceAll('\n', ' \t\r\n')}`,
      })) {
        deepStrictEqual(factsOf(parsePage(changed)), facts, name);
      }
    });

    it('are told by the first line', () => {
      for (const end of ['\n', '\r\n', '\r'] as const) strictEqual(parsePage(`a${end}b\nc\r\nd\r`).lineEnd, end);
      strictEqual(parsePage('a').lineEnd, '\n');
      strictEqual(parsePage('').lineEnd, '\n');
    });
  });

  describe('broken text', () => {
    const samples = {
      'a small page': `---\ntags: [groups]\nattack-version: "15.1" # x\n---\n# BlackTech\n## ID:G0098\n[BlackTech](/mitre/groups/G0098) is.\n${list}* [Phishing](<techniques/T1566/002> "t") x\n  1. T1106\n<!-- attackmark-disable-next-line bad-link -- why -->\n* [SSH](techniques/T1021.004)\n\n# Summary of Techniques and Mitigations\n\`\`\`mermaid\nflowchart LR\n%% attackmark-disable-next-line name-mismatch\ngroup[BlackTech] -->|a| T1566.002["Spearphishing (Link)"] & T1106\nsubgraph s [S]\nT1106 -. x .-> M1038(Execution Prevention)\nend\nstyle group fill:#f96\n\`\`\`\n`,
      'a page of traps': `\ufeff---\r\ntags:\r\n- groups\r\n...\r\nTitle\r\n=====\r\n> ## ID:G0098 ##\r\n> * a \`b\` <!-- c\r\n> d --> [e](f(g)h 'i')\r\n> \`\`\`\` mermaid\r\n> graph TD;A@{ shape: rect }-->B;\r\n> %%{init: {}}%%\r\nlazy\r\n- x\r\n\r\n      code\r\n\t* [\\[y\\] &amp; z](techniques/T1/2)\r\n<div>\r\nraw\r\n\r\n~~~\r\nnever closed`,
    };

    for (const [name, text] of Object.entries(samples)) {
      it(`every prefix of ${name} is read, with all places inside it`, () => {
        for (let length = 0; length <= text.length; length++) verify(text.slice(0, length));
      });

      it(`${name} is read with any one character left out or put in`, () => {
        const marks = ['`', '\n', '[', ']', '<!--', '"', '\t', '\r', '|', '\u{1f4a5}', '\ud800'];
        for (let at = 0; at < text.length; at++) {
          verify(text.slice(0, at) + text.slice(at + 1));
          verify(text.slice(0, at) + marks[at % marks.length]! + text.slice(at));
        }
      });
    }

    it('of any kind does not take time out of step with its length', () => {
      for (const part of [
        '[',
        '![',
        '[](',
        '`',
        '` ``',
        '<!--',
        '<a ',
        '> ',
        '* ',
        '```\n',
        '    ',
        '\\',
        '&',
        '[a](b',
        '<a b="',
        '# <a>{#b}',
        '# [a](b)<!-- c -->',
        '-- ',
        'T1566.',
        '---\n',
      ]) {
        ok(cpuTime(() => verify(part.repeat(20_000 / part.length))) < 2000, part);
      }
    });
  });
});

/** Reads a text and checks that all that the page says of places is so. */
function verify(text: string): void {
  const page = parsePage(text, 'G0098.md');
  const inside = (place: Span, outer: Span = { start: 0, end: text.length }, what = 'span') =>
    ok(
      outer.start <= place.start && place.start <= place.end && place.end <= outer.end,
      `${what} ${JSON.stringify([place, outer])} in ${JSON.stringify(text)}`,
    );
  const reads = (place: Span, expected: string) => strictEqual(slice(text, place), expected, JSON.stringify(text));

  eachSpan(page, place => inside(place));
  for (const { level, span, block } of page.headings) {
    ok(level >= 1 && level <= 6);
    inside(span, block);
  }
  if (page.idLine !== undefined) reads(page.idLine.span, page.idLine.id);
  for (const { marker, contentStart, lineEnd } of page.listItems) {
    ok(/^(?:[*+-]|\d{1,9}[.)])$/.test(slice(text, marker)), JSON.stringify(text));
    ok(marker.end <= contentStart && contentStart <= lineEnd, JSON.stringify(text));
  }
  for (const { id, idSpan, item, link } of page.techniqueList?.items ?? []) {
    strictEqual(slice(text, idSpan).replace('/', '.'), id);
    if (link === undefined) inside(idSpan, { start: item.contentStart, end: item.lineEnd });
    else inside(idSpan, link.targetSpan);
  }
  for (const { span, textSpan, target, targetSpan, reference } of page.links) {
    ok(slice(text, span).startsWith('[') && slice(text, span).endsWith(')'));
    inside(textSpan, span);
    inside(targetSpan, span);
    reads(targetSpan, target);
    if (reference !== undefined) inside(reference.idSpan, targetSpan);
  }
  for (const { opening, content, span, info } of page.fences) {
    ok(/^(?:`{3,}|~{3,})/.test(slice(text, opening)));
    ok(slice(text, opening).endsWith(info));
    inside(opening, span);
    inside(content, span);
    ok(opening.end <= content.start);
  }
  for (const { fence, flowchart } of page.graphs) {
    for (const { idSpan, span } of flowchart.mentions) {
      inside(span, fence.content, 'mention');
      inside(idSpan, span, 'ID');
    }
    for (const { span } of flowchart.problems) inside(span, fence.span, 'problem');
  }
  for (const comment of page.comments) ok(/^(?:<!--|%%)/.test(slice(text, comment)));
  for (const { span, codes } of page.suppressions) {
    for (const { value, span: place } of codes) {
      inside(place, span);
      reads(place, value);
    }
  }
}

/** Every `{start, end}` in a value, however deep. */
function eachSpan(value: unknown, visit: (place: Span) => void, seen = new Set<object>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const { start, end } = value as Partial<Span>;
  if (typeof start === 'number' && typeof end === 'number') visit({ start, end });
  const parts: Iterable<unknown> = value instanceof Map || value instanceof Set ? value.values() : Object.values(value);
  for (const part of parts) eachSpan(part, visit, seen);
}
