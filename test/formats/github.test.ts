import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { formatGithub } from '../../server/src/cli/formats/github';
import { attackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';

const finding = {
  file: 'a.md',
  line: 3,
  column: 5,
  endLine: 3,
  endColumn: 9,
  code: 'unknown-id',
  severity: 'error',
  message: 'No.',
  fixable: false,
  about: '',
  fixes: [],
} as const;
const format = (part: object, env: Record<string, string> = {}) =>
  formatGithub({ attackVersion: {}, files: 1, findings: [{ ...finding, ...part }] }, { cwd: '/repo/docs', env }).split(
    '\n',
  )[0]!;

describe('check --format github', () => {
  it('writes one workflow command a finding, then the counts', () => {
    deepStrictEqual(
      formatGithub({ attackVersion: {}, files: 2, findings: [finding] }, { cwd: '/', env: {} }).split('\n'),
      ['::error file=a.md,line=3,endLine=3,col=5,endColumn=9,title=unknown-id::No.', '2 files checked: 1 error.', ''],
    );
  });

  it('knows GitHub’s three levels', () => {
    for (const [severity, command] of [
      ['warning', 'warning'],
      ['information', 'notice'],
      ['hint', 'notice'],
    ] as const) {
      match(format({ severity }), new RegExp(`^::${command} `));
    }
  });

  it('escapes what would end a property or a message', () => {
    match(format({ file: 'a,b:c%.md', message: '50%\r\n::x' }), /file=a%2Cb%3Ac%25\.md,.*::50%25%0D%0A::x$/);
  });

  it('leaves out columns of a finding over several lines, as GitHub wants', () => {
    match(format({ endLine: 4 }), /line=3,endLine=4,title=/);
  });

  it('names files as the repository does', () => {
    match(format({}, { GITHUB_WORKSPACE: '/repo' }), /file=docs\/a\.md,/);
  });

  it('exits as text does', () => {
    const folder = new Folder();
    try {
      folder.write('bad.md', '# X\n## ID:G9999\n');
      const { status, stdout } = attackmark(['check', 'bad.md', '--format', 'github'], {
        cwd: folder.path,
        env: { GITHUB_WORKSPACE: join(folder.path, '..') },
      });
      strictEqual(status, 1);
      match(stdout, /^::\w+ file=attackmark-\w+\/bad\.md,/);
    } finally {
      folder.remove();
    }
  });
});
