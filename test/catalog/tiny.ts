import type { Catalog, ObjectType } from '../../server/src/core/catalog/catalog';
import type { FactsOfVersion, ObjectFacts } from '../../server/src/core/catalog/facts';
import { createCatalog } from '../../server/src/core/catalog/open';

/**
 * Small catalogs for tests, written down in the test:
 *
 *   const catalog = tinyCatalog({
 *     domain: 'enterprise',
 *     version: '1.0',
 *     objects: [technique('T1001', 'Kite'), mitigation('M1001', 'Scissors'), group('G0001', 'Magpies')],
 *     mitigates: [['M1001', 'T1001']],
 *     uses: [['G0001', 'T1001']],
 *   });
 *
 * It is read the way the shipped one is: through its files. What is left out is empty, the state live,
 * the parent the one that the ID names; a relation with a dead or missing end is left out.
 */
export function tinyCatalog(...versions: readonly FactsOfVersion[]): Catalog {
  return createCatalog(versions);
}

/** What may be said about an object besides its ID and name. */
type More = Omit<ObjectFacts, 'id' | 'type' | 'name'>;

const maker =
  (type: ObjectType) =>
  (id: string, name: string, more: More = {}): ObjectFacts => ({ id, type, name, ...more });

export const technique = maker('technique');
export const mitigation = maker('mitigation');
export const group = maker('group');
export const software = maker('software');
export const tactic = maker('tactic');
export const campaign = maker('campaign');

/** For `More`: an object that was revoked, by another one or by none that is known. */
export function revoked(by?: string): More {
  return { state: { kind: 'revoked', by } };
}

/** For `More`: an object that is deprecated. */
export const deprecated: More = { state: { kind: 'deprecated' } };
