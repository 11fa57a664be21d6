import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { linkEdits, pagesToUpdate } from '../../server/src/core/features/fileRename';
import { placesOf } from '../../server/src/core/features/references';
import { renameId } from '../../server/src/core/features/rename';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { factsOf } from '../../server/src/core/workspace/facts';
import { fileLinks, resolveLink } from '../../server/src/core/workspace/links';
import { WorkspaceIndex } from '../../server/src/core/workspace/workspaceIndex';
import { folder, uriOf } from './pagesOf';

const lines = fc.array(
  fc.constantFrom(
    'see T1574.002, not T1574.0021, DS1574 or T1574',
    '* [DLL](techniques/T1574/002)',
    '[[kb/T1574.002-DLL|T1574.002]] `T1574.002`',
    '| T1574.002 | [[T1574.002]] |',
    'https://attack.mitre.org/techniques/T1574/002/ https://example.com/T1574.002',
    '```mermaid\nflowchart LR\ngroup --> T1574.002["T1574.002 DLL"] --> M1013\n```',
    '---\ntags: [attack.t1574.002]\n---',
    '## ID:G0098',
    'T1574.003 and words',
    '',
  ),
  { maxLength: 12 },
);

describe('a rename of any page', () => {
  it('touches the places of the ID and nothing else, and renaming back gives the page as it was', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('\n', '\r\n'), (all, lineEnd) => {
        const text = all.join('\n').replaceAll('\n', lineEnd);
        const before = parsePage(text, 'a.md');
        const edits = renameId('T1574.002', 'T1055.011', before);
        const renamed = applyEdits(text, edits);
        const after = parsePage(renamed, 'a.md');
        deepStrictEqual(placesOf('T1574.002', after), []);
        strictEqual(placesOf('T1055.011', after).length, edits.length);
        strictEqual(applyEdits(renamed, renameId('T1055.011', 'T1574.002', after)), text);
        // As many lines as before, and those without a place are the same.
        const touched = new Set(edits.map(({ span }) => before.lines.lineOf(span.start)));
        const now = renamed.split(lineEnd);
        text.split(lineEnd).forEach((line, i) => ok(touched.has(i) || line === now[i], line));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a move of any file', () => {
  const paths = ['one.md', 'a/one.md', 'a/b/two.md', 'c/two words.md', 'three.md'];
  const targets = fc.constantFrom(
    '[x](one.md)',
    '[x](../one.md#part)',
    '[x](/a/one.md)',
    '[x](b/two)',
    '[x](./b/two.md)',
    '[x](<../c/two words.md>)',
    '[x](../../c/two%20words.md)',
    '[[one]]',
    '[[a/one|x]]',
    '[[two words]]',
    '[[b/two#part]]',
  );
  const page = fc.array(targets, { maxLength: 6 }).map(links => links.join(' and\n'));
  const newPaths = fc.constantFrom('one.md', 'new/place.md', 'a/other.md', 'c/d/e (1).md', 'a/b/one.md');

  it('leaves every link leading to the file that it led to', () => {
    fc.assert(
      fc.property(fc.tuple(...paths.map(() => page)), fc.constantFrom(...paths), newPaths, (texts, from, to) => {
        fc.pre(from !== to && !paths.includes(to));
        const before = new Map(paths.map((path, i) => [uriOf(path), texts[i]!]));
        const index = indexOf(before);
        const moves = new Map([[uriOf(from), uriOf(to)]]);
        const after = new Map(before);
        for (const uri of pagesToUpdate(moves, index)) {
          const edits = linkEdits(parsePage(before.get(uri)!), uri, moves, index, [folder]);
          after.set(uri, applyEdits(before.get(uri)!, edits));
        }
        after.set(uriOf(to), after.get(uriOf(from))!);
        after.delete(uriOf(from));
        const now = indexOf(after);
        for (const [uri, text] of before) {
          const newUri = moves.get(uri) ?? uri;
          const led = leads(text, uri, index).map(all => all.map(one => moves.get(one) ?? one).sort());
          const lead = leads(after.get(newUri)!, newUri, now);
          // A wikilink that meant several files may mean one of them less, never another one.
          led.forEach((all, i) => {
            if (all.length === 1) ok(lead[i]!.includes(all[0]!), `${text}\n${after.get(newUri)!}`);
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  function indexOf(files: ReadonlyMap<string, string>): WorkspaceIndex {
    return WorkspaceIndex.empty().with([...files].map(([uri, text]) => [uri, factsOf(uri, parsePage(text))]));
  }

  /** Where each link of a page leads. */
  function leads(text: string, uri: string, index: WorkspaceIndex): string[][] {
    return fileLinks(parsePage(text)).map(link => resolveLink(link, uri, index, [folder]));
  }
});
