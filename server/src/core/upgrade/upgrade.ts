import type { Edit } from '../fixes/edit';

/** What a change is about. `technique`: ATT&CK's own list of the group's techniques. `quote`: a label that Mermaid rejects. */
export type ChangeKind = 'id' | 'name' | 'mitigation' | 'technique' | 'quote' | 'version';

/** All kinds, in the order in which a summary lists them. */
export const changeKinds: readonly ChangeKind[] = ['id', 'name', 'mitigation', 'technique', 'quote', 'version'];

/** One thing that is to change in a page, and why: one box to tick, however many edits it takes. */
export interface Change {
  readonly kind: ChangeKind;
  /** A sentence without its full stop: `T1574.002 was revoked in 17.0: it is T1574.001 DLL now`. */
  readonly reason: string;
}

/** An edit, and the changes that it is made for: mostly one, more where they meet in one statement. */
export interface UpgradeEdit extends Edit {
  readonly changes: readonly Change[];
}

/** Something that an upgrade does not decide, and why not. */
export interface LeftOver {
  readonly what: string;
  readonly why: string;
  /** Where it stands first, in the page as it was. */
  readonly offset: number;
}

/** What brings a page from one version to another. */
export interface Upgrade {
  readonly from: string;
  readonly to: string;
  /** In order; they do not overlap. */
  readonly edits: readonly UpgradeEdit[];
  readonly changes: readonly Change[];
  readonly left: readonly LeftOver[];
}

/** What an upgrade can be limited to. */
export const upgradeParts = ['ids', 'names', 'mitigations'] as const;
export type UpgradePart = (typeof upgradeParts)[number];

export interface UpgradeOptions {
  /** The version the page was written for, where neither page nor settings say so and the user knows. */
  readonly from?: string;
  /** Also takes over which techniques ATT&CK added to the group, or took from it. */
  readonly adoptTechniques?: boolean;
  /** Only these parts, in place of all. The page's pin then stays, since the page is at no one version. */
  readonly only?: readonly UpgradePart[];
  /** Also quotes the labels that Mermaid rejects. */
  readonly quoteLabels?: boolean;
}
