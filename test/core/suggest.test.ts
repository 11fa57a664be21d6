import { deepStrictEqual } from 'node:assert/strict';
import { suggest } from '../../server/src/core/analysis/suggest';
import { shippedCatalog } from '../harness/catalog';

describe('what a wrong ID was meant to be', () => {
  const meant = (id: string, label?: string) =>
    suggest(id, label, shippedCatalog().at('enterprise', '18.1')).map(object => object.id);

  it('is, of several techniques with the label’s name, first the one whose ID is nearest', () => {
    deepStrictEqual(meant('T9583.009', 'Domains'), ['T1583.001', 'T1584.001']);
    deepStrictEqual(meant('T9584.009', 'Domains'), ['T1584.001', 'T1583.001']);
  });

  it('is nothing where many are equally near', () => deepStrictEqual(meant('M1071'), []));
});
