import { deepStrictEqual } from 'node:assert/strict';
import { english } from '../../../server/src/core/translate';
import { dashboardNodes } from '../dashboard/nodes';

describe('the dashboard’s tree', () => {
  const result = {
    groups: [{ name: 'APT29', id: 'G0016', uri: 'file:///a.md', techniques: 1 }],
    techniques: [
      { id: 'T1566', name: 'Phishing', pages: 2 },
      { id: 'T1046', name: 'Network Service Discovery', pages: 1 },
    ],
    mitigations: [{ id: 'M1017', name: 'User Training', covers: 1, adds: 1 }],
    uncovered: ['T1046'],
    findings: [{ code: 'revoked-id', count: 3, files: [{ uri: 'file:///a.md', count: 3 }] }],
    pending: 0,
  };

  it('has groups, techniques by pages, mitigations by coverage and findings by code', () => {
    const lines = dashboardNodes(result, english).flatMap(node =>
      node.kind !== 'section'
        ? []
        : [
            `${node.label}: ${node.description}`,
            ...node.children.map(child => `  ${'label' in child ? child.label : ''}: ${child.description}`),
          ],
    );
    deepStrictEqual(lines, [
      'Groups: 1',
      '  APT29: G0016 · 1 technique',
      'Techniques by pages: 2',
      '  T1566 Phishing: 2 pages',
      '  T1046 Network Service Discovery: 1 page',
      'Mitigations by coverage: 1, 1 techniques uncovered',
      '  M1017 User Training: 1 technique, 1 new · 50 % so far',
      'Findings by code: 3',
      '  revoked-id: 3',
    ]);
  });

  it('says that files are still to be checked', () => {
    const last = dashboardNodes({ ...result, pending: 5 }, english).at(-1)!;
    deepStrictEqual(last.description, '5 files still to check…');
  });
});
