import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { dump, FakeWorkspace, samplePage } from './fakeWorkspace';
import { uriOf } from './pagesOf';

const group = (id: string, title: string, ...techniques: string[]) =>
  `# ${title}\n## ID:${id}\n## Techniques Used By Group\n${techniques.map(t => `* [x](techniques/${t.replace('.', '/')})\n`).join('')}`;

describe('the workspace’s index', () => {
  it('has every file that the setting names, and none that is left out', async () => {
    const files = {
      'groups/G0098.md': group('G0098', 'BlackTech', 'T1566.002'),
      'notes.txt': 'T1566.002',
      'rule.yml': 'title: x\ntags:\n  - attack.t1566.002\ndetection:\n',
      'ci.yml': 'tags: [attack.t1566.002]\n',
      'layer.json': '{"domain": "enterprise-attack", "techniques": [{"techniqueID": "T1566.002"}]}',
      'package.json': '{"name": "T1566.002"}',
      'old/a.md': 'T1566.002',
    };
    const it = new FakeWorkspace(files, { exclude: ['old/**'] });
    const index = await it.workspace.ready();
    deepStrictEqual(index.holders('T1566.002'), ['groups/G0098.md', 'layer.json', 'rule.yml'].map(uriOf));
    strictEqual(index.size, 3);
  });

  it('knows whose page a file is, in every style that there is', async () => {
    const files: Record<string, string> = {
      'family/G0098.md': '# BlackTech\n',
      'bare/Spearphishing Link.md': '---\nalias:\n  - T1566.002\n---\n## Description\n',
      'bare2/Phishing.md': '# x\n## T1566.002\n',
      'named/Spearphishing Link - T1566.002.md': '',
      'vault/T1566.002-Spearphishing_Link.md': '---\naliases: \n    - T1566.002\n---\n',
      'dash/T1566.002 - Spearphishing Link.md': '',
      'tests/readme.md': '# T1566.002 - Phishing: Spearphishing Link\n',
      'path/techniques/T1566/002.md': '',
      'brackets/a.md': '---\naliases: [one, "T1566.002"]\n---\n',
      // A page with a section for each of several techniques is nobody's own.
      'notes.md': '# Notes\n## T1566.002\n## T1566.001\n',
      'mention.md': '# Notes\nT1566.002\n',
    };
    const it = new FakeWorkspace(files);
    const index = await it.workspace.ready();
    const owners = index.owners('T1566.002').map(uri => decodeURI(uri).slice(uriOf('').length));
    deepStrictEqual(
      owners.sort(),
      Object.keys(files)
        .filter(path => !/^(?:family|notes|mention)/.test(path))
        .sort(),
    );
    deepStrictEqual(index.owners('G0098'), [uriOf('family/G0098.md')]);
  });

  it('is the same value after typing prose, and nobody hears of it', async () => {
    const it = new FakeWorkspace({ 'a.md': samplePage });
    await it.workspace.ready();
    it.open('a.md', samplePage);
    const before = it.index;
    it.edit('a.md', samplePage.replace('is a suspected', 'is, by all accounts, a suspected'));
    strictEqual(it.index, before);
    it.edit('a.md', samplePage.replace('techniques/T1046)', 'techniques/T1047)'));
    ok(it.index !== before);
    deepStrictEqual(it.index.holders('T1047'), [uriOf('a.md')]);
  });

  it('takes an open document for its file until it is closed', async () => {
    const it = new FakeWorkspace({ 'a.md': 'T1001' });
    await it.workspace.ready();
    it.open('a.md', 'T1002');
    it.write('a.md', 'T1003');
    await it.workspace.ready();
    deepStrictEqual([...it.index.ids()], ['T1002']);
    it.close('a.md');
    await it.workspace.ready();
    deepStrictEqual([...it.index.ids()], ['T1003']);
  });

  it('forgets a folder that is gone, and finds its files where it was moved to', async () => {
    const it = new FakeWorkspace({ 'a/1.md': 'T1001', 'a/b/2.md': 'T1002', 'c.md': 'T1003' });
    await it.workspace.ready();
    it.disk.set(uriOf('z/1.md'), 'T1001');
    it.disk.set(uriOf('z/b/2.md'), 'T1002');
    for (const path of ['a/1.md', 'a/b/2.md']) it.disk.delete(uriOf(path));
    it.workspace.filesMoved([{ from: uriOf('a'), to: uriOf('z') }]);
    await it.workspace.ready();
    deepStrictEqual([...it.index.entries()].map(([uri]) => uri).sort(), ['c.md', 'z/1.md', 'z/b/2.md'].map(uriOf));
    it.disk.delete(uriOf('z/1.md'));
    it.disk.delete(uriOf('z/b/2.md'));
    it.tell({ uri: uriOf('z'), type: 3 });
    await it.workspace.ready();
    strictEqual(it.index.size, 1);
  });

  it('works without any folder, on what is open', async () => {
    const it = new FakeWorkspace({ 'a.md': 'T1001' }, {}, []);
    it.open('b.md', 'T1002');
    it.open('c.md', 'T1003');
    it.close('c.md');
    const index = await it.workspace.ready();
    deepStrictEqual([...index.ids()], ['T1002']);
  });

  it('equals an index built afresh after any edits, saves, creations, deletions, moves and changes of what is ignored', async () => {
    const paths = ['a.md', 'b.md', 'd/G0016.md', 'd/T1566.002-x.md', 'r.yml', 'x/skip.md'];
    const path = fc.constantFrom(...paths);
    const text = fc.constantFrom(
      '',
      'see T1566.002 and [b](b.md)',
      '# APT29\n## ID:G0016\n[[T1566.002-x|y]]\n',
      group('G0098', 'BlackTech', 'T1566.002', 'T1046'),
      '```mermaid\nflowchart LR\ngroup[X] --> T1046 --> M1031\n```\n',
      'tags:\n- attack.t1046\ndetection: x\n',
      '---\naliases: [T1001]\n---\nprose',
    );
    const step = fc.oneof(
      fc.record({ kind: fc.constantFrom('write', 'open', 'edit', 'move to'), path, text, to: path }),
      fc.record({
        kind: fc.constantFrom('delete', 'close', 'save', 'look', 'ignore', 'move folder'),
        path,
        text,
        to: path,
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(path, text), fc.array(step, { maxLength: 25 }), async (files, steps) => {
        const settings = { exclude: ['x'] };
        const it = new FakeWorkspace(files, settings);
        const opened = new Set<string>();
        // Some things happen while the scan still runs, and some while files are read again.
        void it.workspace.ready();
        for (const { kind, path, text, to } of steps) {
          const onDisk = it.disk.get(uriOf(path));
          if (kind === 'write') it.write(path, text);
          else if (kind === 'delete' && onDisk !== undefined) it.delete(path);
          else if (kind === 'open' && !opened.has(path)) {
            opened.add(path);
            it.open(path, onDisk ?? text);
          } else if (kind === 'edit' && opened.has(path)) it.edit(path, text);
          else if (kind === 'save' && opened.has(path)) it.write(path, it.text(path)!);
          else if (kind === 'close' && opened.delete(path)) it.close(path);
          else if (kind === 'ignore') it.ignore(path);
          else if (kind === 'move folder' && ![...opened].some(one => /^[de]\//.test(one))) {
            const [from, target] = text === '' ? (['e', 'd'] as const) : (['d', 'e'] as const);
            // No editor moves a folder onto another one.
            if (![...it.disk.keys()].some(uri => uri.startsWith(uriOf(`${target}/`)))) it.moveFolder(from, target);
          } else if (kind === 'look') await it.workspace.ready();
          else if (kind === 'move to' && onDisk !== undefined && path !== to && !opened.has(path) && !opened.has(to)) {
            it.disk.delete(uriOf(path));
            it.disk.set(uriOf(to), onDisk);
            it.workspace.filesMoved([{ from: uriOf(path), to: uriOf(to) }]);
          }
          if (text === '') await Promise.resolve();
        }
        const index = await it.workspace.ready();

        const fresh = new FakeWorkspace({}, settings);
        for (const [uri, content] of it.disk) fresh.disk.set(uri, content);
        for (const uri of it.ignored) fresh.ignored.add(uri);
        for (const one of opened) fresh.open(one, it.text(one)!);
        deepStrictEqual(dump(index), dump(await fresh.workspace.ready()));
        deepStrictEqual(it.errors, []);
      }),
      { numRuns: 150 },
    );
  });
});
