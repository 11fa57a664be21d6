import assert from 'node:assert/strict';
import { english } from '../../../server/src/core/translate';
import type { PageStatus } from '../../../server/src/lsp/protocol';
import { describeStatus } from '../status/statusText';

const status: PageStatus = {
  isGroupPage: true,
  domain: 'enterprise',
  version: '18.1',
  wanted: '18.1',
  decidedBy: 'front matter',
  versions: ['19.0', '18.1'],
};

describe('status text', () => {
  const cases: readonly (readonly [given: Partial<PageStatus>, text: string, detail: string])[] = [
    [{}, 'ATT&CK 18.1 · enterprise', '18.1 from the page’s front matter'],
    [{ wanted: 'latest', decidedBy: 'default' }, 'ATT&CK 18.1 · enterprise', 'latest by default'],
    [{ wanted: 'latest', decidedBy: 'setting' }, 'ATT&CK 18.1 · enterprise', 'latest by default'],
    [{ wanted: 'latest' }, 'ATT&CK 18.1 · enterprise', 'latest from the page’s front matter'],
    [{ decidedBy: 'setting' }, 'ATT&CK 18.1 · enterprise', '18.1 from the settings'],
    [
      { domain: 'ics', wanted: '19.0', decidedBy: 'configuration file' },
      'ATT&CK 18.1 · ICS',
      '19.0 from .attackmark.json, which ICS lacks',
    ],
  ];
  for (const [given, text, detail] of cases) {
    it(`${text}: ${detail}`, () =>
      assert.deepEqual(describeStatus({ ...status, ...given }, english), { text, detail }));
  }
});
