import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../server/src/core/check';
import { completion } from '../../server/src/core/features/completion';
import { hover } from '../../server/src/core/features/hover';
import { linkCompletion } from '../../server/src/core/features/linkCompletion';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { fixesFor } from '../../server/src/core/fixes/fixAll';
import { readFile } from '../../server/src/core/places/kinds';
import { pagesOf, sameSpans } from './pagesOf';

const hoverAt = (source: string, version = '18.1') => {
  const { analysis, caret } = pagesOf(source, { attackVersion: version });
  return hover(analysis, caret);
};

/** The findings of the first file must stand where it is marked, by their codes. */
function finds(source: string, version = '18.1'): void {
  const { files, path, analysis } = pagesOf(source, { attackVersion: version });
  const found = check(analysis);
  const codes = new Set([...found.map(({ code }) => code as string), ...files.get(path)!.marks.map(({ tag }) => tag)]);
  for (const code of codes)
    sameSpans(
      files.get(path)!,
      found.flatMap(one => (one.code === code ? [one.span] : [])),
      code,
    );
}

const sigma = (tags: string) =>
  `-- rule.yml --\ntitle: x\nstatus: test\ntags:\n${tags}\nlogsource:\n  product: windows\ndetection:\n  x: T1566\n`;

describe('Sigma rules', () => {
  it('explain a tag: technique, group, software, tactic', () => {
    for (const [tag, expected] of [
      ['attack.t1566.$0002', '**T1566.002 Spearphishing Link**'],
      ['at$0tack.T1566.002', '**T1566.002 Spearphishing Link**'],
      ['attack.g00$098', '**G0098 BlackTech**'],
      ['attack.s00$002', '**S0002 Mimikatz**'],
      ['attack.initial-ac$0cess', '**TA0001 Initial Access**'],
      ['attack.initial_ac$0cess', '**TA0001 Initial Access**'],
    ] as const) {
      ok(hoverAt(sigma(`  - ${tag}`))?.contents.includes(expected), tag);
    }
  });

  it('are checked for wrong, revoked and retired tags, at the tag', () => {
    finds(
      sigma(`
  - attack.initial-access
  - attack.t1566.002
  - "attack.$[t156]{malformed-id}"
  - attack.$[t1566.2]{malformed-id}
  - attack.$[t9999]{unknown-id} # T9999
  - 'attack.$[t1574.002]{revoked-id}'
  - attack.$[t0800]{wrong-domain}
  - attack.$[no-such-tactic]{unknown-id}
`),
    );
    finds(sigma('  - attack.$[defense-evasion]{deprecated-id}\n  - attack.stealth'), '19.0');
    finds(sigma('  - attack.defense-evasion\n  - attack.$[stealth]{future-id}\n'));
    finds(sigma('  - attack.evasion'));
    finds(
      '-- r.yaml --\ntags: [attack.$[t1574.002]{revoked-id}, cve.2021-44228,\n  attack.$[t156]{malformed-id}]\ndetection:\n',
    );
  });

  it('raise no alarm on other tags, comments, other keys and other YAML', () => {
    finds(
      sigma(
        '  - cve.2021-44228\n  - detection.emerging-threats\n  - attack.ds0009\n  # - attack.t1574.002\n  - car.2016-04-005\n  - tlp.red',
      ),
    );
    finds(
      '-- r.yml --\ndetection:\n  selection:\n    tags:\n      - attack.t9999\n  x: attack.t9999\nfalsepositives:\n  - attack.t9999\n',
    );
    finds(
      '-- r.yml --\ntags:\n- attack.t1566\n# ours\n- attack.$[t9999]{unknown-id}\nreferences:\n- attack.t9999\ndetection:\n',
    );
    for (const text of ['tags: [attack.t9999]\n', '', 'a: &b\n\t- {', '%YAML 1.2\n---\n- detection\n'])
      strictEqual(readFile('yaml', text, 'a.yml'), undefined);
  });

  it('are read to the end, whatever is broken, with CRLF and several rules in one file', () => {
    const text = `${sigma('  - attack.t1566').replace('-- rule.yml --\n', '')}---\ntags:\n- attack.t1046\n`.replaceAll(
      '\n',
      '\r\n',
    );
    deepStrictEqual(
      readFile('yaml', text, 'r.yml')!.idPlaces.map(({ id, span }) => [id, text.slice(span.start, span.end)]),
      [
        ['T1566', 't1566'],
        ['T1046', 't1046'],
      ],
    );
    for (let end = 0; end < text.length; end++) {
      for (const { span } of readFile('yaml', text.slice(0, end), 'r.yml')?.idPlaces ?? []) ok(span.end <= end);
    }
  });

  it('offer a replacement, spelled as a tag', () => {
    const { analysis, files } = pagesOf(sigma('  - attack.t1574.002'));
    const [finding] = check(analysis);
    const [fix] = fixesFor(finding!, analysis);
    strictEqual(fix!.title, 'Replace t1574.002 with t1574.001');
    match(applyEdits(files.get('rule.yml')!.text, fix!.edits), /^ {2}- attack\.t1574\.001$/m);
  });

  it('complete a tag with live objects, and other words with nothing', () => {
    const offers = (tags: string) => {
      const { analysis, caret, files } = pagesOf(sigma(tags));
      const found = completion(analysis, caret);
      return (id: string) => {
        const item = found?.items.find(one => one.id === id);
        return (
          item &&
          applyEdits(files.get('rule.yml')!.text, [{ span: found!.replace, newText: item.newText }]).split('\n')[3]
        );
      };
    };
    strictEqual(offers('  - attack.t15$0')('T1566.002'), '  - attack.t1566.002');
    strictEqual(offers('  - att$0')('TA0001'), '  - attack.initial-access');
    strictEqual(offers('  - "attack.t15$066"')('T1046'), '  - "attack.t1046"');
    strictEqual(offers('  - attack.t15$0')('T1574.002'), undefined);
    strictEqual(offers('  - cve.20$0')('T1046'), undefined);
  });
});

describe('Navigator layers', () => {
  const layer = (techniques: string, more = '"domain": "enterprise-attack"') =>
    `-- l.json --\n{ "name": "T1000", ${more}, "techniques": [${techniques}] }\n`;

  it('explain and check technique IDs, at the layer’s own domain and version', () => {
    ok(hoverAt(layer('{"techniqueID": "T1566$0.002"}'))!.contents.includes('Spearphishing Link'));
    finds(
      layer(
        '{"techniqueID": "$[T1574.002]{revoked-id}"}, {"techniqueID": "T1566", "comment": "T9999"}, {"techniqueID": "$[T9999]{unknown-id}"}, {"techniqueID":"$[T156]{malformed-id}"}',
      ),
    );
    finds(
      layer(
        '{"techniqueID": "T1574.002"}',
        '"versions": {"attack": "14", "navigator": "4.9"}, "domain": "enterprise-attack"',
      ),
    );
    finds(layer('{"techniqueID": "T0800"}', '"domain": "ics-attack"'));
    finds(layer('{"techniqueID": "$[T0800]{wrong-domain}"}', '"domain": "mitre-enterprise"'));
  });

  it('are nothing else that is JSON', () => {
    for (const text of [
      '{}',
      '',
      '{"techniqueID": "T1566"}',
      '{"a": {"techniques": [{"techniqueID": "T9999"}]}}',
      '{"techniques": [{"techniqueID": 5}, "T9999"]',
    ]) {
      strictEqual(readFile('json', text, 'a.json')?.idPlaces.length ?? 0, 0, text);
    }
  });

  it('complete an ID', () => {
    const { analysis, caret } = pagesOf(layer('{"techniqueID": "T15$0"}'));
    ok(completion(analysis, caret)!.items.some(({ newText }) => newText === 'T1566.002'));
    const other = pagesOf(layer('{"techniqueID": "T1566", "comment": "T15$0"}'));
    strictEqual(completion(other.analysis, other.caret), undefined);
  });

  it('complete a tactic’s short name, live ones only', () => {
    const offers = (version: string) => {
      const { analysis, caret } = pagesOf(layer('{"techniqueID": "T1566", "tactic": "def$0"}'), {
        attackVersion: version,
      });
      return completion(analysis, caret)!.items.map(({ newText }) => newText);
    };
    ok(offers('18.1').includes('defense-evasion'));
    ok(!offers('19.0').includes('defense-evasion'));
    ok(offers('19.0').includes('stealth'));
  });
});

describe('prose', () => {
  it('explains IDs in tables, wikilinks, front matter, URLs of the site and code', () => {
    for (const text of [
      '| T1566.0$002 | x |',
      '[[Spearphishing Link - T1566.0$002|Spear]]',
      '[[T1566.002-x|Sp$0ear]]',
      '---\ntechniques:\n  - "[[T1566$0.002]]"\n---\n',
      '---\ntags: [attack.t1566.$0002]\n---\n',
      '<https://attack.mitre.org/techniques/T1566/00$02>',
      'https://attack.mitre.org/versions/v14/techniques/T1566$0/002/',
      '(LinkById: T1566$0.002)',
      '`T15$066.002`',
    ]) {
      ok(hoverAt(`-- a.md --\n${text}\n`)?.contents.includes('Spearphishing Link'), text);
    }
    for (const [text, expected] of [
      ['https://attack.mitre.org/groups/G00$098', 'BlackTech'],
      ['https://attack.mitre.org/software/S00$002/', 'Mimikatz'],
      ['https://attack.mitre.org/mitigations/M10$017', 'User Training'],
      ['https://attack.mitre.org/tactics/TA00$001', 'Initial Access'],
      ['https://attack.mitre.org/campaigns/C00$010', 'C0010'],
    ] as const) {
      ok(hoverAt(`-- a.md --\n${text}\n`)?.contents.includes(expected), text);
    }
  });

  it('is silent on what only looks like an ID, for hovers and for findings', () => {
    for (const text of [
      'a T10$000 model',
      'ticket M12$034',
      'DS00$009',
      'sha256 9f86d0T156$06b',
      'https://example.com/T15$066',
      '[!NOT$0E]',
      '[^1$0]',
      '- [$0x] done',
      'TL00$001',
      'PR00$001',
      'AML.T00$051',
      'D3FEND D3-T10$059',
      'x-T10$059',
      '#C00$FFEE',
      'T1566.00$021',
      'see [x](https://example.com/techniques/T15$066)',
    ]) {
      const source = `-- a.md --\n# Notes\n${text}\n`;
      strictEqual(hoverAt(source), undefined, text);
      const { analysis } = pagesOf(source);
      deepStrictEqual(check(analysis), [], text);
      ok(!analysis.isGroupPage, text);
    }
    deepStrictEqual(check(pagesOf('-- a.md --\n# N\nT1574.002 | [[T9999]] | T156\n').analysis), []);
  });
});

describe('IDs that Markdown names by form', () => {
  it('are checked in tables: by the head of their column, or by a name beside one', () => {
    finds(`
-- a.md --
| Technique | Seen |
| :-------- | ---- |
| T1566.002 | yes  |
| $[T1574.002]{revoked-id} | no |
| **$[T1086]{revoked-id}** |
| $[T9999]{unknown-id}, T1046 |
| $[T156]{malformed-id} | T156 |
| T1566, T1086 and more | |

| Technique | Model |
| --------- | ----- |
| $[T1086]{revoked-id} | T1086 |
| T9999 |

| Seen      | Technique |
| --------- | --------- |
| yes \\| no | $[T1086]{revoked-id} |
`);
    // Half of the IDs are nobody's: the column is about something else.
    finds('-- a.md --\n| Technique |\n|---|\n| T1566 |\n| T1046 |\n| T9999 |\n| T9998 |\n');
    finds(`
-- a.md --
ID | Name
-- | --
T1046 | Network Service Discovery
$[T9999]{unknown-id} | Nobody’s

> | Mitigation | ID |
> |---|---|
> | User Training | M1017 |
> | User Training | $[M9999]{unknown-id} |
> | User Training | [$[T1574.002]{revoked-id}](techniques/T1574/002) |
`);
    finds('-- a.md --\n| [[User Training\\|M1017]] | x |\n|---|---|\n| [[DLL\\|$[T1574.002]{revoked-id}]] | x |\n');
  });

  it('are checked in links to the site, outside of other sites’ URLs and of old versions', () => {
    finds(
      `
-- a.md --
See [it](https://attack.mitre.org/techniques/$[T1574/002]{revoked-id}/ "x"), <https://attack.mitre.org/techniques/$[T9999]{unknown-id}>,
https://attack.mitre.org/techniques/$[T156]{malformed-id}. And *https://attack.mitre.org/groups/G0098*.
[1]: https://attack.mitre.org/mitigations/$[M9999]{unknown-id}
`,
    );
    const tactic = (written: string) => `-- a.md --\nhttps://attack.mitre.org/tactics/${written}/\n`;
    finds(tactic('TA0112'), '19.0');
    finds(tactic('$[TA0112]{future-id}'));
  });

  it('are not checked in a comment, however many comments stand in the lines above it', () => {
    const lines = 'a <!-- b --> c\n\n'.repeat(6);
    finds(`-- a.md --\n${lines}<!--\nhttps://attack.mitre.org/techniques/T9999/ and [[techniques/T9999]]\n-->\n`);
  });

  it('are checked in wikilinks: what ATT&CK never had only where the path says that it is meant', () => {
    finds(`
-- a.md --
- [[$[T1574.002]{revoked-id}]] and [[T9999]]
- [[kb/techniques/$[T9999]{unknown-id}-Nobodys|x]], [[techniques/$[T156]{malformed-id}]]
- [[DLL Side-Loading - $[T1574.002]{revoked-id}|DLL]], [[DLL|$[T1574.002]{revoked-id}]]
`);
  });

  it('are checked in lists and tags of front matter', () => {
    finds(`
-- a.md --
---
techniques:
  - '[[$[T1574.002]{revoked-id}]]'
  - T1566
  - $[T9999]{unknown-id} # why
  - M9999
mitigations: [M1017, "$[M999]{malformed-id}"]
aliases: [T1574.002]
tags: [attack.$[t1574.002]{revoked-id}, attack.surface, attack.$[t9999]{unknown-id}, attack.initial-access]
---
`);
    finds('-- a.md --\n---\ntags:\n  - attack.$[defense-evasion]{deprecated-id}\n---\n', '19.0');
  });

  it('may be of any domain, unless the page is pinned to one', () => {
    const table = (ics: string, mobile: string) => `| Technique |\n|---|\n| T1566 |\n| ${ics} |\n| ${mobile} |\n`;
    finds(`-- a.md --\n${table('T0852', 'T1660')}`);
    const pinned = table('$[T0852]{wrong-domain}', '$[T1660]{wrong-domain}');
    finds(`-- a.md --\n---\nattack-domain: enterprise\n---\n${pinned}`);
  });

  it('are found once on a group page, and replaced by hand', () => {
    const page =
      '-- G0098.md --\n# BlackTech\n## ID:G0098\n## Techniques Used By Group\n* [DLL Side-Loading](https://attack.mitre.org/techniques/$[T1574/002]{revoked-id})\n\n| ATT&CK |\n|---|\n| $[T1574.002]{revoked-id} |\n';
    const { analysis, files, path } = pagesOf(page);
    const found = check(analysis).filter(({ code }) => code === 'revoked-id');
    sameSpans(
      files.get(path)!,
      found.map(({ span }) => span),
      'revoked-id',
    );
    const [fix] = fixesFor(found[1]!, analysis);
    strictEqual(fix!.kind, 'suggestion');
    match(applyEdits(files.get(path)!.text, fix!.edits), /^\| T1574\.001 \|$/m);
    const named = pagesOf('-- a.md --\n[[techniques/T1574.002-DLL]]\n').analysis;
    deepStrictEqual(fixesFor(check(named)[0]!, named), []);
  });

  it('are reported in prose only where the settings ask for it: revoked ones, as information', () => {
    const page =
      '-- a.md --\n# T1086\nOnce $[T1574.002]{revoked-id}, a T1000, T9999 and TT1482; `T1086`.\n<!-- T1086 -->\n\n| Technique |\n|---|\n| T1046 |\n';
    const { analysis, files, path } = pagesOf(page, { attackVersion: '18.1', prose: 'information' });
    const found = check(analysis);
    sameSpans(
      files.get(path)!,
      found.map(({ span }) => span),
      'revoked-id',
    );
    deepStrictEqual(
      found.map(({ code, severity }) => `${severity} ${code}`),
      ['information revoked-id'],
    );
    deepStrictEqual(check(pagesOf(page).analysis), []);
  });

  const traps = join(__dirname, 'cases', 'traps');
  for (const name of readdirSync(traps)) {
    it(`raise no alarm where others use the same letters: ${name}`, () => {
      const { analysis } = pagesOf(`-- ${name} --\n${readFileSync(join(traps, name), 'utf8')}`);
      deepStrictEqual(
        check(analysis).map(({ code, message }) => `${code}: ${message}`),
        [],
      );
    });
  }
});

describe('front matter', () => {
  const offers = (lines: string) => {
    const { analysis, caret, files } = pagesOf(`-- a.md --\n---\n${lines}\n---\n`);
    const found = completion(analysis, caret);
    return {
      ids: found?.items.map(({ id }) => id),
      accept: (id: string) =>
        applyEdits(files.get('a.md')!.text, [
          { span: found!.replace, newText: found!.items.find(item => item.id === id)!.newText },
        ])
          .split('\n')
          .slice(1, -2)
          .join('\n'),
    };
  };

  it('completes lists of techniques, mitigations and the like, by ID or by name', () => {
    strictEqual(offers('techniques:\n  - $0').accept('T1566.002'), 'techniques:\n  - T1566.002');
    strictEqual(offers('techniques:\n- spearphishing li$0').accept('T1566.002'), 'techniques:\n- T1566.002');
    strictEqual(offers("techniques:\n  - '[[T15$0]]'").accept('T1566.002'), "techniques:\n  - '[[T1566.002]]'");
    strictEqual(offers('techniques: [T1046, $0]').accept('T1566.002'), 'techniques: [T1046, T1566.002]');
    strictEqual(offers('techniques: [T1046,\n  "$0"]').accept('T1566.002'), 'techniques: [T1046,\n  "T1566.002"]');
    const { ids } = offers('x: 1\nmitigations:\n  - M1017\n  - $0\ny: 2');
    ok(ids!.includes('M1017') && !ids!.includes('T1566'));
    ok(offers('attack: [$0]').ids!.includes('G0098'));
  });

  it('completes tags of ATT&CK’s', () => {
    strictEqual(offers('tags: [groups, attack.t15$0]').accept('T1566.002'), 'tags: [groups, attack.t1566.002]');
    strictEqual(offers('tags:\n  - att$0').accept('TA0001'), 'tags:\n  - attack.initial-access');
  });

  it('offers nothing under other keys, outside of lists and in other tags', () => {
    for (const lines of [
      'cast:\n  - $0',
      'techniques: $0',
      'tags:\n  - $0',
      'tags: [gro$0]',
      'title: [a, $0]',
      'techniques:\n  - T1566\nauthors:\n  - $0',
    ]) {
      strictEqual(offers(lines).ids, undefined, lines);
    }
  });
});

describe('completion of links to pages', () => {
  const others =
    '-- n/Spearphishing Link - T1566.002.md --\n# Spear\n-- n/one.md --\n# First\n-- m/one.md --\n-- r.yml --\ndetection:\n';
  const complete = (line: string) => {
    const { analysis, caret, context, files } = pagesOf(`-- n/a.md --\n${line}\n${others}`);
    const found = linkCompletion(analysis, caret, context);
    return found?.items.map(({ newText }) =>
      applyEdits(files.get('n/a.md')!.text, [{ span: found.replace, newText }]).trimEnd(),
    );
  };

  it('writes relative paths, and wikilinks by name or by path where names clash', () => {
    deepStrictEqual(complete('[x](on$0)'), ['[x](../m/one.md)', '[x](one.md)']);
    deepStrictEqual(complete('[x](/n/on$0)'), ['[x](/n/one.md)']);
    deepStrictEqual(complete('[x](T15$0)'), ['[x](Spearphishing%20Link%20-%20T1566.002.md)']);
    deepStrictEqual(complete('[[Spea$0'), ['[[Spearphishing Link - T1566.002]]']);
    deepStrictEqual(complete('[[first$0]]'), ['[[n/one]]']);
    deepStrictEqual(complete('[[o$0old|y]]')?.length, 2);
  });

  it('offers nothing outside of links, in code and for other sites', () => {
    for (const line of ['on$0', '`[[on$0`', '[x](https://on$0)', '[on$0]', '<!-- [[on$0 -->'])
      strictEqual(complete(line), undefined, line);
  });
});
