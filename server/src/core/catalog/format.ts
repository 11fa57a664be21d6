import { domains, type Domain, type ObjectType } from './catalog';
import type { RelationKind } from './facts';
import type { BaseHeader } from './sections';

/*
 * The rows of the two catalog files.
 *
 * The newest file has, for each domain, the newest version whole. The history file has what was
 * different before: an object that has always been what it is now has no row there. What a history
 * row says with no value is "the newest file's value", so nothing is written twice.
 */

/** An object of the newest version, in section `DOMAIN/TYPE`. `introduced`: the first version that has it. */
export type ObjectRow = readonly [id: string, name: string, introduced: string, details?: Details];

/** What of an object is not what it mostly is. */
export interface Details {
  /** Every name it has had, where it has had more than one. */
  readonly names?: readonly (readonly [since: string, name: string])[];
  /** Left out: live. */
  readonly state?: StateValue;
  /** Left out: none. */
  readonly aliases?: readonly string[];
  readonly tactics?: readonly string[];
  readonly platforms?: readonly string[];
  /** Left out: the one that the ID's form names. */
  readonly parent?: string | null;
  /** Left out: MITRE's. */
  readonly own?: true;
}

/** A state that is not live. */
export type StateValue = readonly ['revoked', since: string, by?: string] | readonly ['deprecated', since: string];

/** What an object was before the newest version, in section `DOMAIN/TYPE` of the history file. */
export type PastRow = readonly [id: string, past: Past];

/**
 * The past of an object. `in`: the runs of versions that have it, left out for an object that has been
 * there from its introduction to the newest version. A field that is left out never changed: an object
 * of the newest version has always had the newest value, another one the field's empty value.
 * The names of an object of the newest version are in the newest file.
 */
export type Past = { readonly in?: string } & { readonly [Field in keyof PastFields]?: Timeline<PastFields[Field]> };

/** The fields whose past is kept, with their values; `null` for live and for no parent. */
export interface PastFields {
  readonly name: string;
  readonly state: StateValue | null;
  readonly aliases: readonly string[];
  readonly tactics: readonly string[];
  readonly platforms: readonly string[];
  readonly parent: string | null;
}

/** The values of a field, oldest first, each with the version that it begins in. No value: the newest file's. */
export type Timeline<Value> = readonly (readonly [since: string, value?: Value])[];

/** The relations of the newest version that start at an object, in section `DOMAIN/KIND`: the ends, set apart by blanks. */
export type RelationRow = readonly [from: string, to: string];

/** All relations that ever started at an object: the ends that were there in the same versions stand together. */
export type PastRelationRow = readonly [from: string, ends: readonly (readonly [runs: string, to: string])[]];

/** A source, in section `sources` of the newest file. */
export type SourceRow = readonly [
  domain: Domain,
  version: string,
  file: string,
  sha256: string,
  carried?: readonly string[],
];

/** The header of the newest file. */
export interface NewestHeader extends BaseHeader {
  readonly attackmark: 'catalog-newest';
  /** The same in both files of a build, so that files of two builds are not read together. */
  readonly build: string;
  /** All versions of each domain, oldest first. */
  readonly versions: Readonly<Record<Domain, readonly string[]>>;
  /** The days on which the versions were released, in the versions' order; `''` for one that is not known. */
  readonly released?: Readonly<Record<Domain, readonly string[]>>;
  /** What stands before the IDs of own objects. Left out: none. */
  readonly own?: readonly string[];
}

/** The header of the history file. */
export interface HistoryHeader extends BaseHeader {
  readonly attackmark: 'catalog-history';
  readonly build: string;
}

/** The name of the section that holds a type's objects or a kind's relations. */
export function sectionName(domain: Domain, part: ObjectType | RelationKind): string {
  return `${domain}/${part}`;
}

/** Makes a value for every domain. */
export function perDomain<Value>(make: (domain: Domain) => Value): Readonly<Record<Domain, Value>> {
  return Object.fromEntries(domains.map(domain => [domain, make(domain)])) as Record<Domain, Value>;
}
