import { ok, strictEqual } from 'node:assert/strict';
import { formatText } from '../../server/src/cli/formats/text';
import { attackmark } from '../harness/commandLine';

const page = 'samples/groups/G0098.md';
const colour = '\u001b[';
const base = { endLine: 1, endColumn: 2, about: '', fixes: [], message: 'No.', code: 'unknown-id' } as const;

describe('check --format text', () => {
  it('groups findings by file, lines them up, and counts them', () => {
    const text = formatText(
      {
        attackVersion: {},
        files: 3,
        findings: [
          { ...base, file: 'a.md', line: 3, column: 5, severity: 'error', fixable: false },
          { ...base, file: 'a.md', line: 12, column: 1, severity: 'information', fixable: true },
          { ...base, file: 'b.md', line: 1, column: 1, severity: 'warning', fixable: true },
        ],
      },
      { stdout: { isTerminal: false, write: () => undefined }, env: {} },
    );
    strictEqual(
      text,
      [
        'a.md',
        '   3:5  error        No.  unknown-id',
        '  12:1  information  No.  unknown-id',
        '',
        'b.md',
        '  1:1  warning  No.  unknown-id',
        '',
        '3 files checked: 1 error, 1 warning, 1 information. --fix mends 2.',
        '',
      ].join('\n'),
    );
  });

  it('colours a terminal, not under NO_COLOR, not for TERM=dumb', () => {
    const at = (isTerminal: boolean, env: Record<string, string>) =>
      formatText(
        {
          attackVersion: {},
          files: 1,
          findings: [{ ...base, file: 'a.md', line: 1, column: 1, severity: 'error', fixable: false }],
        },
        { stdout: { isTerminal, write: () => undefined }, env },
      ).includes(colour);
    ok(at(true, {}));
    ok(!at(false, {}));
    ok(!at(true, { NO_COLOR: '1' }));
    ok(at(true, { NO_COLOR: '' }), 'an empty NO_COLOR says nothing');
    ok(!at(true, { TERM: 'dumb' }));
    ok(at(false, { FORCE_COLOR: '1' }));
  });

  it('writes the same to a pipe whatever the terminal is', () => {
    ok(!attackmark(['check', page, '--attack-version', '18.1']).stdout.includes(colour));
  });
});
