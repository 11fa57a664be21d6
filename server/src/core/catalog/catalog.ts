/** The three matrices of ATT&CK. */
export type Domain = 'enterprise' | 'mobile' | 'ics';

/** All domains, in the order in which they are tried and listed. */
export const domains: readonly Domain[] = ['enterprise', 'mobile', 'ics'];

/** The kinds of ATT&CK objects the catalog knows. */
export type ObjectType = 'technique' | 'mitigation' | 'group' | 'software' | 'tactic' | 'campaign';

/** All kinds, in the order in which they are tried and listed. */
export const objectTypes: readonly ObjectType[] = [
  'technique',
  'mitigation',
  'group',
  'software',
  'tactic',
  'campaign',
];

/**
 * The state of an object at one version. `since` is the first version of the unbroken run of versions,
 * up to that one, in which it was in that state; it is never a later version.
 */
export type State =
  | { readonly kind: 'live' }
  /** `by`: the ID that replaced it, where ATT&CK says so and names one only. */
  | { readonly kind: 'revoked'; readonly by: string | undefined; readonly since: string }
  | { readonly kind: 'deprecated'; readonly since: string };

/** One ATT&CK object as it was at one version of one domain. Facts only, never prose. */
export interface AttackObject {
  readonly id: string;
  readonly type: ObjectType;
  readonly name: string;
  /** Other names of a group, a software or a campaign, its own name left out; in ATT&CK's order. */
  readonly aliases: readonly string[];
  readonly state: State;
  /** Of a technique: its tactics' short names (`initial-access`), in ATT&CK's order. Of a tactic: its own short name. */
  readonly tactics: readonly string[];
  /** Of a technique: its platforms, in ATT&CK's order. */
  readonly platforms: readonly string[];
  /** Of a sub-technique: its parent's ID, which need not be live. */
  readonly parent: string | undefined;
  /** Set for an object that is not MITRE's but the organisation's own. */
  readonly own?: true;
}

/** What an object was in one version: a row of its history. */
export interface HistoryEntry {
  readonly domain: Domain;
  readonly version: string;
  readonly name: string;
  readonly state: State;
}

/**
 * One domain at one version: everything ATT&CK said then. Immutable. All look-ups are by ATT&CK ID
 * and take constant time; lists are sorted by ID.
 */
export interface Snapshot {
  readonly domain: Domain;
  readonly version: string;
  /**
   * The object with this ID, live or not. An ID of ATT&CK's form means an object of the type that the
   * form names: an old mitigation that carries a technique's ID (`T1174` in 1.0 to 4.0, deprecated since)
   * is never given here, whether or not the technique is there.
   */
  get(id: string): AttackObject | undefined;
  /** All objects of a type, live or not; the old mitigations with T-IDs too, which `get` never gives. */
  all(type: ObjectType): readonly AttackObject[];
  /**
   * The live end of a revoked ID's chain (`T1150` to `T1647`), and the version in which the first
   * step happened; undefined where no live object replaces it. Never hangs on a cycle.
   */
  successor(id: string): { readonly object: AttackObject; readonly since: string } | undefined;
  /** The live mitigations (M-IDs) that ATT&CK maps to this very technique; never its parent's. */
  mitigationsOf(techniqueId: string): readonly string[];
  /** The live techniques that ATT&CK maps this mitigation to; an old mitigation's T-ID (1.0 to 4.0) is answered too. */
  techniquesMitigatedBy(mitigationId: string): readonly string[];
  /** The live techniques that ATT&CK says this group (or campaign) uses itself, not by way of its software. */
  techniquesUsedBy(groupId: string): readonly string[];
  /** The live groups that ATT&CK says use this technique themselves. */
  groupsUsing(techniqueId: string): readonly string[];
  /** The live software that ATT&CK says this group uses. */
  softwareUsedBy(groupId: string): readonly string[];
  /** The live sub-techniques of a technique. */
  subtechniquesOf(techniqueId: string): readonly string[];
  /** The live objects of a type whose name, `Parent: Sub` name or alias is this one, without regard to case. */
  named(name: string, type: ObjectType): readonly AttackObject[];
}

/** A name that an object had, and the first version that it had it in. */
export interface NameSince {
  readonly name: string;
  readonly since: string;
}

/** A file that a version's facts were read from. */
export interface Source {
  readonly domain: Domain;
  readonly version: string;
  /** The file's name without its folder and without `.gz`. */
  readonly file: string;
  /** Of the file's JSON text (unpacked, where the file was packed), in hexadecimal. */
  readonly sha256: string;
  /** What the file says nothing about and the version before it was taken for, in words: `tactics`. Mostly empty. */
  readonly carried: readonly string[];
}

/**
 * Every release of ATT&CK, as one history. Nothing in it can be changed.
 *
 * A catalog is opened without looking at most of it, so damage that its first look cannot see is
 * reported later: any method here and on `Snapshot` may throw a `CatalogError` then.
 */
export interface Catalog {
  /** The versions of a domain, oldest first: numbers, so 9.0 comes before 18.1. */
  versions(domain: Domain): readonly string[];
  /** The day on which ATT&CK released a version of a domain, `2025-11-13`; undefined where it is not known. */
  releasedOn(domain: Domain, version: string): string | undefined;
  /**
   * One domain at a version. `latest` is the newest there is; where the domain lacks the version, the
   * newest before it is taken, and where there is none before it, the domain's first. The same object
   * is returned every time. Only the newest version is at hand when the catalog opens: the first look
   * into an older one unfolds it (some milliseconds). A domain that the catalog has no version of gives
   * an empty snapshot of version `''`.
   * @throws RangeError when `version` is neither `latest` nor an ATT&CK version (`isVersion`).
   */
  at(domain: Domain, version: string): Snapshot;
  /** What the object was in every version that had it, oldest first, domain by domain. Unfolds the history. */
  history(id: string): readonly HistoryEntry[];
  /** True when any version of any domain has an object with this ID. */
  knows(id: string): boolean;
  /**
   * The first version of the domain that has an object with this ID ("new in"); undefined where none has.
   * At hand for every object of the newest version; for others the history is unfolded.
   */
  introducedIn(id: string, domain: Domain): string | undefined;
  /**
   * Every name that the object has had in the domain, oldest first: the last is its newest, and a name
   * it went back to is listed twice. Empty where the domain never had the ID. At hand for every object
   * of the newest version; for others the history is unfolded.
   */
  namesOf(id: string, domain: Domain): readonly NameSince[];
  /**
   * The first paragraph of what ATT&CK says about the object, as Markdown, where a bundle with descriptions was
   * imported; the shipped catalog has facts only.
   */
  descriptionOf(id: string, domain: Domain): string | undefined;
  /** What stands before the IDs of the organisation's own objects, `ACME-` of `ACME-T0001`; empty for MITRE's catalog. */
  readonly ownPrefixes: readonly string[];
  /** Where the catalog came from, for `catalog info`: the files it was made of, domain by domain, oldest first. */
  readonly sources: readonly Source[];
}
