import { objectTypes, type ObjectType } from './catalog';

/**
 * The forms of ATT&CK's own IDs. 1.0 and 2.0 of mobile put `MOB-` before them. A mitigation of 1.0 to
 * 4.0 had the technique's ID, which is why the form alone does not give the type.
 */
const forms: readonly (readonly [ObjectType, RegExp])[] = [
  ['technique', /^(?:MOB-)?T\d/],
  ['mitigation', /^(?:MOB-)?M\d/],
  ['group', /^(?:MOB-)?G\d/],
  ['software', /^(?:MOB-)?S\d/],
  ['tactic', /^TA\d/],
  ['campaign', /^C\d/],
];

/** The type that an ID's form names; undefined for a form that is not ATT&CK's (an organisation's own). */
export function typeByForm(id: string): ObjectType | undefined {
  return forms.find(([, form]) => form.test(id))?.[0];
}

/**
 * The types of which an ID can mean an object, in the order in which they are to be tried: the one that
 * its form names and no other, so that no mitigation is ever taken for a technique; all of them for a
 * form that is not ATT&CK's.
 */
export function typesToTry(id: string): readonly ObjectType[] {
  const type = typeByForm(id);
  return type === undefined ? objectTypes : [type];
}

/**
 * What an organisation's own ID has before ATT&CK's form, as ATT&CK Workbench writes them: `ACME-` of `ACME-T0001`;
 * undefined for an ID of any other form.
 */
export function ownPrefix(id: string): string | undefined {
  return /^(?!MOB-)([A-Z][A-Z0-9_]{1,19}-)(?:T\d{4}(?:\.\d{3})?|TA\d{4}|[CGMS]\d{4})$/.exec(id)?.[1];
}

/** The parent that a sub-technique's ID names itself: `T1566` of `T1566.002`; undefined for any other ID. */
export function parentByForm(id: string): string | undefined {
  return /^(.+)\.\d{3}$/.exec(id)?.[1];
}
