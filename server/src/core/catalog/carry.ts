import type { ObjectType } from './catalog';
import type { FactsOfVersion, ObjectFacts, Relation } from './facts';

/**
 * Fills in what a release's file says nothing about from the version before it.
 *
 * Not every file is a whole release: the one of 19.0 lists techniques, mitigations, groups and software
 * with their relations to techniques, and no tactics, no campaigns, no aliases of software and no software
 * of groups. That the file is silent does not mean that ATT&CK dropped all of them, which is what a
 * reader would have to conclude. So each part (below) that a version has none of, and the version
 * before it some, is carried over, and named in the version's first source. A part of which a file has
 * anything is never touched.
 */
export function carryForward(before: FactsOfVersion, facts: FactsOfVersion): FactsOfVersion {
  let result = facts;
  const carried: string[] = [];
  for (const [name, carry] of parts) {
    const next = carry(before, result);
    if (next) carried.push(name);
    result = next ?? result;
  }
  if (carried.length === 0) return facts;
  const [first, ...supplements] = facts.sources ?? [];
  const sources = first ? [{ ...first, carried: [...first.carried, ...carried] }, ...supplements] : [];
  return { ...result, sources };
}

/** Gives the facts with the part carried over; undefined where there is nothing to do. */
type Carry = (before: FactsOfVersion, facts: FactsOfVersion) => FactsOfVersion | undefined;

const parts: readonly (readonly [name: string, carry: Carry])[] = [
  ['tactics', objectsOfType('tactic')],
  ['campaigns', objectsOfType('campaign')],
  ['uses of campaigns', relationsFrom('uses', 'campaign')],
  ['software of groups', relationsFrom('usesSoftware', 'group')],
  ['aliases of software', aliasesOf('software')],
  ['successors of groups', successorsOf('group')],
  ['successors of software', successorsOf('software')],
];

function objectsOfType(type: ObjectType): Carry {
  const isOne = (object: ObjectFacts) => object.type === type;
  return (before, facts) => {
    const objects = before.objects.filter(isOne);
    if (objects.length === 0 || facts.objects.some(isOne)) return undefined;
    return { ...facts, objects: [...facts.objects, ...objects] };
  };
}

/** Relations with an end that has died since are dropped later, as all such relations are. */
function relationsFrom(kind: 'uses' | 'usesSoftware', type: ObjectType): Carry {
  const relations = (facts: FactsOfVersion): readonly Relation[] => {
    const starts = new Set(facts.objects.filter(object => object.type === type).map(object => object.id));
    return (facts[kind] ?? []).filter(([from]) => starts.has(from));
  };
  return (before, facts) => {
    const known = relations(before);
    if (known.length === 0 || relations(facts).length > 0) return undefined;
    return { ...facts, [kind]: [...(facts[kind] ?? []), ...known] };
  };
}

function aliasesOf(type: ObjectType): Carry {
  return field(
    type,
    object => (object.aliases ?? []).length > 0,
    (object, before) => ({ ...object, aliases: (before.aliases ?? []).filter(alias => alias !== object.name) }),
  );
}

function successorsOf(type: ObjectType): Carry {
  return field(
    type,
    object => object.state?.kind === 'revoked' && object.state.by !== undefined,
    (object, before) =>
      object.state?.kind === 'revoked' && before.state ? { ...object, state: before.state } : object,
  );
}

/** Carries a field over from the objects that had it, as long as no object of the type has it now. */
function field(
  type: ObjectType,
  has: (object: ObjectFacts) => boolean,
  take: (object: ObjectFacts, before: ObjectFacts) => ObjectFacts,
): Carry {
  const withField = (facts: FactsOfVersion) => facts.objects.filter(object => object.type === type && has(object));
  return (before, facts) => {
    const known = new Map(withField(before).map(object => [object.id, object]));
    if (withField(facts).length > 0) return undefined;
    let isCarried = false;
    const objects = facts.objects.map(object => {
      const then = object.type === type ? known.get(object.id) : undefined;
      const next = then ? take(object, then) : object;
      isCarried ||= next !== object;
      return next;
    });
    return isCarried ? { ...facts, objects } : undefined;
  };
}
