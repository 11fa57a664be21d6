import assert from 'node:assert/strict';
import { findingsOfAge } from '../upgradeOffer/followsOlder';

describe('a page that follows an older ATT&CK', () => {
  const times = (count: number, code: string): string[] => Array<string>(count).fill(code);

  it('has many findings that ATT&CK’s changes explain, one of them for sure', () => {
    assert.equal(findingsOfAge([...times(4, 'revoked-id'), ...times(3, 'mitigation-missing')]), 7);
    assert.equal(findingsOfAge([...times(4, 'mitigation-not-in-attack'), 'deprecated-id', 'bad-link']), 5);
  });

  it('is told from one with few findings', () => {
    assert.equal(findingsOfAge([]), 0);
    assert.equal(findingsOfAge(times(4, 'revoked-id')), 0);
  });

  it('is told from one whose mitigations are not drawn yet', () => {
    assert.equal(findingsOfAge(times(20, 'mitigation-missing')), 0);
  });

  it('is told from one that is being written, with slips of every kind', () => {
    assert.equal(findingsOfAge([...times(5, 'revoked-id'), ...times(5, 'missing-in-graph')]), 0);
  });
});
