import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { expandMoves, linkEdits, pagesToUpdate } from '../../server/src/core/features/fileRename';
import { refusal, renamedFile, renameGroup, renameId, renameTarget } from '../../server/src/core/features/rename';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { parseCase } from '../harness/caseFile';
import { folder, pagesOf, uriOf } from './pagesOf';

/** All files after an ID was renamed; only those that changed. */
function renamed(id: string, newId: string, source: string): Record<string, string> {
  const { files, index, analysisOf } = pagesOf(source);
  return Object.fromEntries(
    [...files].flatMap(([path, { text }]) => {
      const edits = index.holders(id).includes(uriOf(path)) ? renameId(id, newId, analysisOf(path).page) : [];
      return edits.length === 0 ? [] : [[path, applyEdits(text, edits)]];
    }),
  );
}

describe('rename of an ID', () => {
  it('writes the new one in each place as the old one was written, and touches nothing else', () =>
    deepStrictEqual(
      renamed(
        'T1574.002',
        'T1574.001',
        `
-- a.md --
* [DLL](techniques/T1574/002) and T1574.002, not T1574.0021 or T1574.
\`\`\`mermaid
flowchart LR
T1574.002["T1574.002 DLL"] --> M1013
\`\`\`
[[kb/T1574.002-DLL|T1574.002]] [x](../kb/T1574.002-DLL.md)
-- r.yml --
detection:
tags:
  - attack.t1574.002
-- l.json --
{"techniques":[{"techniqueID":"T1574.002"}]}
-- other.md --
T1574.003
`,
      ),
      Object.fromEntries(
        parseCase(`
-- a.md --
* [DLL](techniques/T1574/001) and T1574.001, not T1574.0021 or T1574.
\`\`\`mermaid
flowchart LR
T1574.001["T1574.001 DLL"] --> M1013
\`\`\`
[[kb/T1574.001-DLL|T1574.001]] [x](../kb/T1574.001-DLL.md)
-- r.yml --
detection:
tags:
  - attack.t1574.001
-- l.json --
{"techniques":[{"techniqueID":"T1574.001"}]}
`).sections,
      ),
    ));

  it('renames its page’s file too, in every style that has the ID in it', () => {
    for (const [from, to] of [
      ['a/T1574.002.md', 'a/T1574.001.md'],
      ['a/T1574.002-DLL Side.md', 'a/T1574.001-DLL Side.md'],
      ['DLL - T1574.002.md', 'DLL - T1574.001.md'],
      ['techniques/T1574/002.md', 'techniques/T1574/001.md'],
      ['T1574.002/readme.md', undefined],
      ['DLL.md', undefined],
    ] as const) {
      const found = renamedFile(uriOf(from), 'T1574.002', 'T1574.001');
      strictEqual(found, to === undefined ? undefined : uriOf(to), from);
    }
  });

  it('starts from any place of the ID, and from no word', () => {
    const target = (line: string) => {
      const { analysis, caret, files } = pagesOf(`-- a.md --\n${line}\n`);
      const found = renameTarget(analysis, caret);
      return found && `${found.kind} ${found.text} ${files.get('a.md')!.text.slice(found.span.start, found.span.end)}`;
    };
    strictEqual(target('* [Spear$0phishing Link](techniques/T1566/002)'), 'id T1566.002 T1566/002');
    strictEqual(target('see T15$066.002'), 'id T1566.002 T1566.002');
    strictEqual(target('[[x/T1566.002-y|a$0lias]]'), 'id T1566.002 T1566.002');
    strictEqual(target('a wo$0rd T1566'), undefined);
    strictEqual(target('the T10$000 model'), undefined);
    strictEqual(target('# BlackT$0ech\n## ID:G0098'), 'name BlackTech BlackTech');
    strictEqual(target('# No$0tes\nT1566'), undefined);
  });

  it('is refused, with a reason, for what is no ID, of no version, of another kind, or revoked', () => {
    const { analysis } = pagesOf('-- a.md --\n$0\n');
    match(refusal('T1566', 'T156', analysis)!, /not an ATT&CK ID/);
    match(refusal('T1566', 'Phishing', analysis)!, /not an ATT&CK ID/);
    match(refusal('T1566', 'T9999', analysis)!, /in no version/);
    match(refusal('T1566', 'M1017', analysis)!, /T1566 is a technique’s ID/);
    match(refusal('T1566', 'T1574.002', analysis)!, /revoked in ATT&CK 17.0; it is now T1574.001/);
    strictEqual(refusal('T1574.002', 'T1574.001', analysis), undefined);
    strictEqual(refusal('TT1566', 'T1566', analysis), undefined);
  });
});

describe('rename of a group', () => {
  const after = (name: string) => {
    const { analysis, files, path } = pagesOf(`
-- a.md --
---
tags: [groups]
---
# Black$0Tech
## ID:G0098
[BlackTech](/mitre/groups/G0098) is BlackTech. [Other](/mitre/groups/G0016) [BlackTech](https://example.com)
\`\`\`mermaid
flowchart LR
group[BlackTech] --> T1566[Phishing]
group["BlackTech"] --> T1046
group --> T1059
T1059 --> M1017[BlackTech]
\`\`\`
`);
    return applyEdits(files.get(path)!.text, renameGroup(analysis, name));
  };

  it('follows in title, self-links and graph, and nowhere else', () => {
    const text = after('Palmerworm');
    match(text, /^# Palmerworm$/m);
    match(
      text,
      /^\[Palmerworm\]\(\/mitre\/groups\/G0098\) is BlackTech\. \[Other\].* \[BlackTech\]\(https:\/\/example\.com\)$/m,
    );
    match(text, /^group\[Palmerworm\] --> T1566\[Phishing\]$/m);
    match(text, /^group\["Palmerworm"\] --> T1046$/m);
    match(text, /^T1059 --> M1017\[BlackTech\]$/m);
  });

  it('keeps the link and the comment of a title', () => {
    const { analysis, files, path } = pagesOf(
      '-- a.md --\n# [Black$0Tech](groups/G0098) <!-- TLP:CLEAR -->\n## ID:G0098\n[BlackTech](groups/G0098)\n',
    );
    strictEqual(
      applyEdits(files.get(path)!.text, renameGroup(analysis, 'Palmerworm')).trimEnd(),
      '# [Palmerworm](groups/G0098) <!-- TLP:CLEAR -->\n## ID:G0098\n[Palmerworm](groups/G0098)',
    );
  });

  it('quotes the name in the graph where Mermaid needs it', () =>
    match(after('admin@338 (x)'), /^group\["admin@338 \(x\)"\] --> T1566/m));

  it('writes the name in each kind of label so that Mermaid reads it', () => {
    const label = (written: string, name: string) => {
      const { analysis, files, path } = pagesOf(
        `-- a.md --\n# Black$0Tech\n## ID:G0098\n\`\`\`mermaid\nflowchart LR\n${written} --> T1046\n\`\`\`\n`,
      );
      const text = applyEdits(files.get(path)!.text, renameGroup(analysis, name));
      return /^group(.*) --> T1046$/m.exec(text)?.[1];
    };
    strictEqual(label('group@{ label: "BlackTech" }', 'A "b" \\ c'), '@{ label: "A #quot;b#quot; \\\\ c" }');
    strictEqual(label('group@{ label: BlackTech }', 'A "b"'), '@{ label: "A #quot;b#quot;" }');
    strictEqual(label("group@{ label: 'BlackTech' }", "Kim's"), '@{ label: "Kim\'s" }');
    strictEqual(label("group@{ label: 'BlackTech' }", 'Palmer & Worm'), "@{ label: 'Palmer & Worm' }");
    strictEqual(label('group["`BlackTech`"]', 'A `b`'), '["`A #96;b#96;`"]');
  });
});

describe('moving files', () => {
  /** The files that change when some move; paths from → to. */
  const moved = (moves: Record<string, string>, source: string) => {
    const { files, index, analysisOf } = pagesOf(source);
    const all = expandMoves(new Map(Object.entries(moves).map(([from, to]) => [uriOf(from), uriOf(to)])), index);
    return Object.fromEntries(
      pagesToUpdate(all, index).flatMap(uri => {
        const path = decodeURI(uri).slice(folder.length + 1);
        const edits = linkEdits(analysisOf(path).page, uri, all, index, [folder]);
        return edits.length === 0 ? [] : [[path, applyEdits(files.get(path)!.text, edits).trimEnd()]];
      }),
    );
  };

  it('updates links in the way in which each was written', () =>
    deepStrictEqual(
      moved(
        { 'n/one.md': 'n/sub/uno dos.md' },
        `
-- n/one.md --
-- n/a.md --
[x](one.md#part "t") [x](./one) [x](/n/one.md) [[one]] [[n/one|y]] [[one#part]] [x](two.md) one.md \`[x](one.md)\`
-- b.md --
[x](n/one.md)
-- c.md --
[x](one.md) [x](https://example.com/n/one.md)
`,
      ),
      {
        'n/a.md':
          '[x](sub/uno%20dos.md#part "t") [x](./sub/uno%20dos) [x](/n/sub/uno%20dos.md) [[uno dos]] [[n/sub/uno dos|y]] [[uno dos#part]] [x](two.md) one.md `[x](one.md)`',
        'b.md': '[x](n/sub/uno%20dos.md)',
      },
    ));

  it('keeps the links of the page that moves', () =>
    deepStrictEqual(
      moved(
        { 'n/a.md': 'a.md' },
        '-- n/a.md --\n[x](one.md) [x](../b.md) [x](/b.md) [x](gone.md) [T](techniques/T1566) [[one]]\n-- n/one.md --\n-- b.md --\n',
      ),
      { 'n/a.md': '[x](n/one.md) [x](b.md) [x](/b.md) [x](gone.md) [T](techniques/T1566) [[one]]' },
    ));

  it('moves a whole folder: links within it stay, links to it follow', () =>
    deepStrictEqual(
      moved(
        { n: 'm/k' },
        '-- n/a.md --\n[x](one.md) [y](../b.md)\n-- n/one.md --\n-- b.md --\n[x](n/one.md) [[one]]\n',
      ),
      {
        'n/a.md': '[x](one.md) [y](../../b.md)',
        'b.md': '[x](m/k/one.md) [[one]]',
      },
    ));

  it('leaves a wikilink that also means another file, and links that name ATT&CK', () =>
    deepStrictEqual(
      moved(
        { 'n/one.md': 'n/two.md', 'techniques/T1566/002.md': 'x/T1566/002.md' },
        '-- n/one.md --\n-- m/one.md --\n-- techniques/T1566/002.md --\n-- a.md --\n[[one]] [[n/one]] [x](techniques/T1566/002) [x](techniques/T1566/002.md)\n',
      ),
      { 'a.md': '[[one]] [[n/two]] [x](techniques/T1566/002) [x](x/T1566/002.md)' },
    ));
});
