import type { Span } from '../text';

/** Where and how an ID stands. */
export type ReferenceForm =
  /** A link's target: `techniques/T1566/002`, or the same at ATT&CK's site. */
  | 'link'
  /** A flowchart's node. */
  | 'node'
  /** `## ID:G0098`. */
  | 'id-line'
  /** `[[T1566.002]]`, `[[kb/techniques/T1566.002-Spearphishing_Link|…]]`. */
  | 'wikilink'
  /** A whole word anywhere in Markdown, a bare URL of ATT&CK's site included. */
  | 'prose'
  /** `attack.t1566.002`, in a Sigma rule or in front matter. */
  | 'tag'
  /** `attack.initial-access` in a Sigma rule: the ID is the tactic's short name. */
  | 'tactic'
  /** A Navigator layer's `techniqueID`. */
  | 'layer';

/** One place on which an ATT&CK ID stands, in any of the spellings there are. */
export interface IdReference {
  /** As it is meant: capitals, dots for slashes. May be malformed or unknown. */
  readonly id: string;
  /** The ID as it is written: `T1566/002`, `t1566.002`. What a rename replaces. */
  readonly span: Span;
  /** What an editor marks: the link, node or wikilink that carries the ID. */
  readonly around: Span;
  readonly form: ReferenceForm;
  /** The label that stands with it, where there is one. */
  readonly label: string | undefined;
}

/** An ID written the way that another one was written at a place: with a slash, in small letters. */
export function spelledLike(written: string, id: string): string {
  const slashed = written.includes('/') ? id.replace('.', '/') : id;
  // `t1566.002` has a letter, and all its letters are small.
  return written === written.toLowerCase() ? slashed.toLowerCase() : slashed;
}
