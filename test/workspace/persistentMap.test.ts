import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { Batch, hashOf, PersistentMap } from '../../server/src/core/workspace/persistentMap';

const contents = <V>(map: PersistentMap<V>) => [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1));

describe('the persistent map', () => {
  it('holds what a map holds after the same changes, and leaves every earlier map as it was', () => {
    const change = fc.record({
      key: fc.integer({ min: 0, max: 400 }).map(n => `k${n}`),
      value: fc.option(fc.integer()),
    });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 60 }), { maxLength: 12 }), fc.boolean(), (rounds, batched) => {
        let map = PersistentMap.empty<number>();
        const expected = new Map<string, number>();
        const before: [PersistentMap<number>, [string, number][]][] = [];
        for (const round of rounds) {
          const batch = batched ? new Batch() : undefined;
          for (const { key, value } of round) {
            map = value === null ? map.delete(key, batch) : map.set(key, value, batch);
            if (value === null) expected.delete(key);
            else expected.set(key, value);
          }
          before.push([map, [...expected].sort(([a], [b]) => (a < b ? -1 : 1))]);
        }
        for (const [then, was] of before) {
          deepStrictEqual(contents(then), was);
          strictEqual(then.size, was.length);
          for (const [key, value] of was) strictEqual(then.get(key), value);
        }
        strictEqual(map.get('none'), undefined);
      }),
    );
  });

  it('finds every key among many, and forgets those that are taken out', () => {
    let map = PersistentMap.empty<number>();
    const batch = new Batch();
    for (let i = 0; i < 20_000; i++) map = map.set(`folder/${i}.md`, i, batch);
    strictEqual(map.size, 20_000);
    for (let i = 0; i < 20_000; i += 7) map = map.delete(`folder/${i}.md`);
    for (let i = 0; i < 20_000; i++) strictEqual(map.get(`folder/${i}.md`), i % 7 === 0 ? undefined : i);
  });

  it('tells keys apart whose hashes are the same', () => {
    const keys = keysOfOneHash();
    strictEqual(new Set(keys).size, 64);
    strictEqual(new Set(keys.map(key => hashOf(key))).size, 1);
    let map = PersistentMap.empty<number>();
    keys.forEach((key, i) => (map = map.set(key, i)));
    strictEqual(map.size, 64);
    for (const key of keys.slice(0, 40)) map = map.delete(key);
    deepStrictEqual(
      keys.map(key => map.get(key)),
      keys.map((_, i) => (i < 40 ? undefined : i)),
    );
  });
});

/** Keys of one hash: each part of a key is one of two, between which the hash cannot tell behind the parts before it. */
function keysOfOneHash(): string[] {
  const parts = [
    ['7yzx/', 'e6ad/'],
    ['4pf8/', 'lrj6/'],
    ['u9of/', '11b10/'],
    ['1vl8/', 'ipd6/'],
    ['10wzx/', '1f6cd/'],
    ['6rnw/', 'npba/'],
  ];
  return parts.reduce((keys, alike) => keys.flatMap(key => alike.map(part => key + part)), ['']);
}
