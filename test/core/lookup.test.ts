import { deepStrictEqual, ok } from 'node:assert/strict';
import { lookup, nearestNames } from '../../server/src/core/features/lookup';
import { shippedCatalog } from '../harness/catalog';

describe('lookup', () => {
  it('says of a domain’s ID, before the domain’s first release, that none has it yet', () => {
    const [found] = lookup('T0800', '1.0', shippedCatalog());
    deepStrictEqual(found?.domains, []);
    ok(found.history.every(({ version }) => version !== '1.0'));
    deepStrictEqual(lookup('T0800', '8.2', shippedCatalog())[0]?.domains, ['ics']);
  });

  it('names the nearest: of a short word what is one letter away, of longer ones what is up to three', () => {
    const nearest = (query: string) => nearestNames(query, '18.1', shippedCatalog()).map(({ id }) => id);
    deepStrictEqual(nearest('SSI'), ['T1021.004']);
    deepStrictEqual(nearest('sperphising lnk'), ['T1566.002', 'T1598.003']);
  });
});
