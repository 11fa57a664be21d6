import assert from 'node:assert/strict';
import { pinVersion } from '../../server/src/core/features/pinVersion';
import { applyEdits } from '../../server/src/core/fixes/edit';
import { parsePage } from '../../server/src/core/parse/parsePage';

const page = '# BlackTech\n## ID:G0098\n';

const editsOf = (text: string, version: string) => pinVersion(parsePage(text), version);

/** The page that pinning makes of a text. */
const pin = (text: string, version: string) => applyEdits(text, editsOf(text, version));

describe('pinning a page', () => {
  const cases: readonly (readonly [name: string, before: string, version: string, after: string])[] = [
    ['writes a front matter where there is none', page, '18.1', `---\nattack-version: 18.1\n---\n${page}`],
    ['into an empty page', '', '18.1', '---\nattack-version: 18.1\n---\n'],
    [
      'adds a last line to the front matter',
      `---\ntags:\n   - groups\n---\n${page}`,
      '18.1',
      `---\ntags:\n   - groups\nattack-version: 18.1\n---\n${page}`,
    ],
    ['into an empty front matter', `---\n---\n${page}`, '18.1', `---\nattack-version: 18.1\n---\n${page}`],
    [
      'replaces the version alone',
      '---\nattack-version:  15.1  # why\ntags: [groups]\n---\n',
      '18.1',
      '---\nattack-version:  18.1  # why\ntags: [groups]\n---\n',
    ],
    ['keeps double quotes', '---\nattack-version: "15.1"\n---\n', '18.1', '---\nattack-version: "18.1"\n---\n'],
    [
      'keeps single quotes',
      "---\n'attack-version' : '15.1' # why\n---\n",
      '18.1',
      "---\n'attack-version' : '18.1' # why\n---\n",
    ],
    [
      'fills a value that is only a comment',
      '---\nattack-version: # which?\n---\n',
      '18.1',
      '---\nattack-version: 18.1 # which?\n---\n',
    ],
    ['fills an empty value', '---\nattack-version:\n---\n', '18.1', '---\nattack-version: 18.1\n---\n'],
    [
      'keeps CRLF',
      '---\r\ntags: groups\r\n---\r\n# A\r\n',
      '18.1',
      '---\r\ntags: groups\r\nattack-version: 18.1\r\n---\r\n# A\r\n',
    ],
    ['writes CRLF into a page of CRLF', '# A\r\n', '18.1', '---\r\nattack-version: 18.1\r\n---\r\n# A\r\n'],
    ['keeps a byte order mark first', '\uFEFF# A\n', '18.1', '\uFEFF---\nattack-version: 18.1\n---\n# A\n'],
    [
      'knows a front matter that ends in dots',
      '---\ntags: groups\n...\n# A\n',
      '18.1',
      '---\ntags: groups\nattack-version: 18.1\n...\n# A\n',
    ],
    [
      'knows a front matter that ends the page',
      '---\ntags: groups\n---',
      '18.1',
      '---\ntags: groups\nattack-version: 18.1\n---',
    ],
    [
      'does not take a thematic break for a front matter',
      '---\n# A\n',
      '18.1',
      '---\nattack-version: 18.1\n---\n---\n# A\n',
    ],
    [
      'leaves nested keys alone',
      '---\nmeta:\n  attack-version: 9.0\n---\n',
      '18.1',
      '---\nmeta:\n  attack-version: 9.0\nattack-version: 18.1\n---\n',
    ],
  ];
  for (const [name, before, version, after] of cases) it(name, () => assert.equal(pin(before, version), after));

  it('changes nothing when the page has that version', () => {
    assert.deepEqual(editsOf('---\nattack-version: 18.1\n---\n', '18.1'), []);
  });
});

describe('taking a pin away', () => {
  it('takes its line and nothing else', () => {
    assert.equal(
      pin('---\ntags: groups\nattack-version: 18.1 # why\nx: y\n---\n# A\n', 'latest'),
      '---\ntags: groups\nx: y\n---\n# A\n',
    );
  });

  it('takes a front matter that held nothing else', () => {
    assert.equal(pin('---\r\nattack-version: 18.1\r\n---\r\n# A\r\n', 'latest'), '# A\r\n');
  });

  it('changes nothing where there is no pin', () => {
    for (const text of ['', page, '---\n---\n', `---\ntags: groups\n---\n${page}`])
      assert.deepEqual(editsOf(text, 'latest'), []);
  });

  it('undoes a pin, to the character', () => {
    for (const text of ['', page, '\uFEFF# A\r\n', `---\ntags: groups\n---\n${page}`, '---\n# A\n']) {
      assert.equal(pin(pin(text, '18.1'), 'latest'), text);
    }
  });
});
