import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { Analysis } from '../../server/src/core/analysis/analysis';
import { completion } from '../../server/src/core/features/completion';
import type { CompletionEntry } from '../../server/src/core/features/completionEntries';
import { parsePage } from '../../server/src/core/parse/parsePage';
import { shippedCatalog } from '../harness/catalog';
import { readMarks } from '../harness/marks';

/** What is offered at `$0`, best first, and the text that accepting an entry gives. */
function complete(source: string, version = '18.1') {
  const { text, caret } = readMarks(source);
  const analysis = new Analysis(parsePage(text), shippedCatalog(), { own: { attackVersion: version } });
  const found = completion(analysis, caret!);
  const ids = found?.items.map(({ id }) => id) ?? [];
  const accept = (id: string) => {
    const item = found?.items.find(entry => entry.id === id);
    ok(item !== undefined, `${id} is not offered`);
    return text.slice(0, found!.replace.start) + item.newText + text.slice(found!.replace.end);
  };
  const entry = (id: string): CompletionEntry | undefined => found?.items.find(item => item.id === id);
  return { ids, accept, entry };
}

const head = '# BlackTech\n## ID:G0098\n';
const list = `${head}## Techniques Used By Group\n`;
const graph = (lines: string, items = '') => `${list}${items}\n\`\`\`mermaid\nflowchart LR\n${lines}\n\`\`\`\n`;

describe('completion', () => {
  describe('in a list item', () => {
    it('writes the whole link, whatever was typed of it', () => {
      for (const typed of ['', 'T15', 'spearphishing li', '[Spearphishing', '[T1566.002']) {
        strictEqual(
          complete(`${list}* ${typed}$0\n`).accept('T1566.002'),
          `${list}* [Spearphishing Link](techniques/T1566/002)\n`,
          typed,
        );
      }
    });

    it('works with any marker, nested or at the end of the file', () => {
      for (const marker of ['-', '+', '1.', '2)', '  *']) {
        const before = `${list}* [Phishing](techniques/T1566)\n${marker} `;
        strictEqual(
          complete(`${before}T1046$0`).accept('T1046'),
          `${before}[Network Service Discovery](techniques/T1046)`,
        );
      }
    });

    it('writes the ID alone in a wikilink', () => {
      for (const end of ['', ']]']) {
        const { accept, entry } = complete(`${list}* [[T15$0${end}\n`);
        strictEqual(accept('T1566.002'), `${list}* [[T1566.002${end}\n`);
        strictEqual(entry('T1566.002')?.filterText, 'T1566.002 Spearphishing Link Phishing');
      }
    });

    it('keeps a box to tick', () => {
      for (const box of ['[ ]', '[x]']) {
        const { accept, entry } = complete(`${list}* ${box} T15$0\n`);
        strictEqual(accept('T1566.002'), `${list}* ${box} [Spearphishing Link](techniques/T1566/002)\n`);
        strictEqual(entry('T1566.002')?.filterText, 'T1566.002 Spearphishing Link Phishing');
      }
    });

    it('replaces the link that is being edited, and nothing behind it', () => {
      strictEqual(
        complete(`${list}* [Spear$0](techniques/T1566/001) seen in May\n`).accept('T1566.002'),
        `${list}* [Spearphishing Link](techniques/T1566/002) seen in May\n`,
      );
    });

    it('keeps a link that only follows', () => {
      for (const typed of ['', 'T15']) {
        strictEqual(
          complete(`${list}* ${typed}$0 seen in [a report](https://example.org)\n`).accept('T1566.002'),
          `${list}* [Spearphishing Link](techniques/T1566/002) seen in [a report](https://example.org)\n`,
        );
      }
    });

    it('offers what ATT&CK lists for the group first, and what the list has already last', () => {
      const { ids } = complete(`${list}* [SSH](techniques/T1021/004)\n* $0\n`);
      const used = shippedCatalog().at('enterprise', '18.1').techniquesUsedBy('G0098');
      ok(used.length > 5);
      deepStrictEqual(new Set(ids.slice(0, used.length - 1)), new Set(used.filter(id => id !== 'T1021.004')));
      strictEqual(ids.at(-1), 'T1021.004');
    });

    it('matches ID, name and parent', () => {
      strictEqual(complete(`${list}* $0`).entry('T1566.002')?.filterText, 'T1566.002 Spearphishing Link Phishing');
      strictEqual(complete(`${list}* [$0`).entry('T1566.002')?.filterText, '[T1566.002 Spearphishing Link Phishing');
    });
  });

  it('never offers what is revoked, deprecated or of another domain', () => {
    const { ids } = complete(`${list}* [SSH](techniques/T1021/004)\n* $0`);
    const { snapshot } = new Analysis(parsePage(`${list}* [SSH](techniques/T1021/004)`), shippedCatalog(), {
      own: { attackVersion: '18.1' },
    });
    strictEqual(snapshot.domain, 'enterprise');
    ok(ids.length > 600);
    for (const id of ids) strictEqual(snapshot.get(id)?.state.kind, 'live', id);
    ok(!ids.includes('T1574.002'));
  });

  it('writes the slash form in a link’s target, after the root that is there', () => {
    strictEqual(
      complete(`${list}* [x](techniques/T15$0)\n`).accept('T1566.002'),
      `${list}* [x](techniques/T1566/002)\n`,
    );
    strictEqual(complete(`${list}* [x]($0)\n`).accept('T1566.002'), `${list}* [x](techniques/T1566/002)\n`);
    strictEqual(
      complete(`${head}See [x](/mitre/techniques/$0).\n`).accept('T1566.002'),
      `${head}See [x](/mitre/techniques/T1566/002).\n`,
    );
    strictEqual(
      complete(`${head}[x](https://attack.mitre.org/$0)\n`).accept('M1017'),
      `${head}[x](https://attack.mitre.org/mitigations/M1017)\n`,
    );
    deepStrictEqual(complete(`${head}[x](https://example.org/$0)\n`).ids, []);
  });

  describe('in a graph', () => {
    it('offers the listed techniques that lack an edge first, after the group', () => {
      const items = '* [SSH](techniques/T1021/004)\n* [Phishing](techniques/T1566)\n';
      const { ids, accept } = complete(graph('group[BlackTech] --> T1566[Phishing]\ngroup[BlackTech] --> $0', items));
      strictEqual(ids[0], 'T1021.004');
      strictEqual(ids.at(-1), 'T1566');
      ok(accept('T1021.004').includes('group[BlackTech] --> T1021.004[SSH]\n'));
    });

    it('offers only a technique’s mitigations after it, those not drawn yet first', () => {
      const { ids, accept } = complete(
        graph('T1566.002[Spearphishing Link] --> M1017[User Training]\nT1566.002 --> user tr$0'),
      );
      deepStrictEqual(ids, ['M1018', 'M1021', 'M1047', 'M1054', 'M1017']);
      ok(accept('M1018').includes('T1566.002 --> M1018[User Account Management]\n'));
    });

    it('quotes a label where Mermaid needs it', () => {
      ok(
        complete(graph('group[X] --> $0'), '12.1').accept('T1037.001').includes('T1037.001["Logon Script (Windows)"]'),
      );
    });

    it('knows the end of an edge in a chain, after an ampersand, an arrow with text and other arrows', () => {
      for (const before of [
        'group[X] --> T1566.002 --> ',
        'T1566.002 --> M1017 & ',
        'T1566.002[Spearphishing Link] -->|by| ',
        'T1566.002 ==> ',
        'T1566.002-.->',
        'T1566.002 -. by .-> ',
        'T1566.002[Spearphishing Link] -.by.->',
        'T1566.002 -. by .- ',
        'T1566.002 == by ==> ',
        'T1566.002 -- stops it --> ',
      ]) {
        ok(complete(graph(`${before}$0`)).ids.includes('M1054'), before);
      }
    });

    it('leaves the marks of a quote that the graph stands in', () => {
      const quoted = (line: string) => `${list}\n> \`\`\`mermaid\n> flowchart LR\n${line}\n> \`\`\`\n`;
      ok(complete(quoted('> T1566.002 --> $0')).accept('M1054').includes('\n> T1566.002 --> M1054['));
      ok(complete(quoted('> gr$0')).accept('G0098').includes('\n> group[BlackTech]\n'));
      deepStrictEqual(complete(quoted('> style T15$0')).ids, []);
    });

    it('writes a node anew whose label is begun, and is matched with what is typed of it', () => {
      for (const typed of ['[', '[User', '["User']) {
        for (const closed of ['', typed.includes('"') ? '"]' : ']']) {
          const { accept, entry } = complete(graph(`T1566.002 --> M1017${typed}$0${closed}`));
          const opener = typed.replace('User', '');
          strictEqual(entry('M1017')?.filterText, `M1017${opener}User Training`);
          ok(accept('M1017').includes('\nT1566.002 --> M1017[User Training]\n'), accept('M1017'));
        }
      }
      const items = '* [SSH](techniques/T1021/004)\n';
      const { accept, entry } = complete(graph('T1021.004[$0] --> M1042[Disable or Remove Feature or Program]', items));
      ok(accept('T1021.004').includes('\nT1021.004[SSH] --> M1042[Disable or Remove Feature or Program]\n'));
      strictEqual(entry('T1021.004')?.filterText, 'T1021.004[SSH Remote Services');
      strictEqual(entry('G0098')?.filterText, 'group[BlackTech');
    });

    it('leaves other shapes to their author', () => {
      for (const typed of ['(', '([', '{', '[/', '[(', '(["'])
        deepStrictEqual(complete(graph(`T1566.002 --> M1017${typed}$0`)).ids, [], typed);
    });

    it('is silent in the text of a link', () => {
      for (const before of [
        'T1566.002 -- stops',
        'group == has u',
        'group -. T15',
        'group[X] --> T1566 -- by',
        'group[X] --',
      ])
        deepStrictEqual(complete(graph(`${before}$0`)).ids, [], before);
    });

    it('replaces the rest of the node', () => {
      for (const node of ['M10$017[User Training]', 'M1017[User$0', 'M10$0 ', '$0M1017["User Training"]']) {
        const result = complete(graph(`T1566.002 --> ${node}`)).accept('M1018');
        ok(/--> M1018\[User Account Management\] ?\n/.test(result), result);
      }
    });

    it('replaces the rest of a label with blanks before its bracket', () => {
      for (const node of ['T1566.002["Spear$0 phishing" ]', 'T15$066.002[ "Spear phishing" ]']) {
        strictEqual(complete(graph(`group --> ${node}`)).accept('T1566'), graph('group --> T1566[Phishing]'), node);
      }
    });

    it('offers group and techniques at the start of a line', () => {
      const { ids, accept } = complete(graph('$0', '* [SSH](techniques/T1021/004)\n'));
      deepStrictEqual(ids, ['G0098', 'T1021.004']);
      ok(accept('G0098').includes('\ngroup[BlackTech]\n'));
    });

    it('is silent in labels, comments, styles and other diagrams', () => {
      for (const line of ['group["T15$0', '%% T15$0', 'style T15$0', 'classDef T15$0', 'subgraph T15$0']) {
        deepStrictEqual(complete(graph(line)).ids, [], line);
      }
      deepStrictEqual(complete('```mermaid\nsequenceDiagram\nA->>T15$0\n```\n').ids, []);
    });
  });

  it('offers groups in the ID line, the title’s first', () => {
    const { ids, accept } = complete('# BlackTech\n## ID:$0\n');
    strictEqual(ids[0], 'G0098');
    strictEqual(accept('G0098'), '# BlackTech\n## ID:G0098\n');
    strictEqual(complete('# Palmerworm\n## ID: G0$0\n').ids[0], 'G0098');
  });

  it('offers IDs in prose once one is begun, and nothing in code and words', () => {
    strictEqual(complete(`${head}They use T15$0 daily.\n`).accept('T1566.002'), `${head}They use T1566.002 daily.\n`);
    for (const text of [
      'They use $0',
      'The M$0',
      'AT15$0',
      '`T15$0`',
      '<!-- T15$0 -->',
      '```\nT15$0\n```',
      'x.T15$0',
    ]) {
      deepStrictEqual(complete(`${head}${text}\n`).ids, [], text);
    }
  });
});
