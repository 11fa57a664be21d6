import { strictEqual } from 'node:assert/strict';
import { isOurs } from '../selector';

describe('a document that the server is started for', () => {
  const cases: readonly (readonly [languageId: string, text: string, expected: boolean])[] = [
    ['markdown', '', true],
    ['yaml', 'title: x\nlogsource:\n  product: windows\n', true],
    ['yaml', 'title: x\r\ndetection:\r\n', true],
    ['yaml', 'jobs:\n  detection:\n', false],
    ['json', '{"techniques": [{"techniqueID": "T1566"}]}', true],
    ['jsonc', '// mine\n{"techniques": [{"techniqueID": "T1566"}]}', true],
    ['json', '{"name": "attackmark"}', false],
    ['plaintext', 'detection:', false],
  ];
  for (const [languageId, text, expected] of cases) {
    it(`${languageId} ${JSON.stringify(text)}: ${expected ? 'yes' : 'no'}`, () => {
      strictEqual(isOurs({ languageId, getText: () => text }), expected);
    });
  }
});
