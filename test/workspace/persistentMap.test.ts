import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import fc from 'fast-check';
import { Batch, PersistentMap } from '../../server/src/core/workspace/persistentMap';

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

  it('tells keys apart whose hashes are the same in all levels', () => {
    // Enough keys that some leaf lies on the deepest level.
    let map = PersistentMap.empty<number>();
    const batch = new Batch();
    for (let i = 0; i < 20_000; i++) map = map.set(`folder/${i}.md`, i, batch);
    strictEqual(map.size, 20_000);
    for (let i = 0; i < 20_000; i += 7) map = map.delete(`folder/${i}.md`);
    for (let i = 0; i < 20_000; i++) strictEqual(map.get(`folder/${i}.md`), i % 7 === 0 ? undefined : i);
  });
});
