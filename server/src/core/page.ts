import type { ObjectType } from './catalog/catalog';
import type { Flowchart } from './flowchart/flowchart';
import type { IdReference } from './places/reference';
import type { LineIndex, Span } from './text';

/**
 * One Markdown file, read once. Immutable; every place is a span of UTF-16 offsets into `text`.
 * The page knows what stands where, and nothing of what ATT&CK says about it.
 */
export interface Page {
  /** Markdown, or a structured file that holds IDs: a Sigma rule, a layer of ATT&CK Navigator. */
  readonly kind: PageKind;
  readonly text: string;
  readonly lines: LineIndex;
  /** The file's name without its folder (`G0098.md`); empty where the text has no file yet. */
  readonly fileName: string;
  /** Line end of the page's first line: what new lines are written with. */
  readonly lineEnd: '\n' | '\r\n' | '\r';
  readonly frontMatter: FrontMatter | undefined;
  readonly headings: readonly Heading[];
  /** The heading that names the group: the level-1 heading before the ID line, or the first that is no section's. */
  readonly title: Heading | undefined;
  /** `## ID:G0098`. */
  readonly idLine: IdLine | undefined;
  /** The section `## Techniques Used By Group` with its items. */
  readonly techniqueList: TechniqueList | undefined;
  /** Every list item of the page, in any section. */
  readonly listItems: readonly ListItem[];
  /** Every inline link outside code and comments. */
  readonly links: readonly Link[];
  /** Every fenced code block. */
  readonly fences: readonly Fence[];
  /** The fences whose info string says `mermaid`, read. */
  readonly graphs: readonly Graph[];
  /** HTML comments, delimiters included, in source order. */
  readonly comments: readonly Span[];
  /** Code spans, indented code and fences, in source order: where nothing is an ID, a link or an item. */
  readonly code: readonly Span[];
  readonly suppressions: readonly Suppression[];
  /** Of a structured file: every place that is meant for an ATT&CK ID. Empty for Markdown. */
  readonly idPlaces: readonly IdReference[];
}

export type PageKind = 'markdown' | 'sigma' | 'layer';

/** The YAML block at the page's start, as far as this product reads it. */
export interface FrontMatter {
  /** From the opening `---` to the end of the closing one. */
  readonly span: Span;
  readonly tags: readonly string[];
  /** Other names that notes give a page: `aliases: - T1566.002`. */
  readonly aliases: readonly Scalar[];
  /** What stands in lists of ATT&CK's objects: `techniques: [T1566.002]`. */
  readonly listed: readonly ListedValue[];
  /** The version that the page is pinned to; empty where there is only the key. So is the domain. */
  readonly attackVersion: Scalar | undefined;
  readonly attackDomain: Scalar | undefined;
}

/** A plain value and where it stands, quotes left out. */
export interface Scalar {
  readonly value: string;
  readonly span: Span;
}

/** A value in a list of ATT&CK's objects, and the kind that the list is of; undefined for one of any kind. */
export interface ListedValue extends Scalar {
  readonly type: ObjectType | undefined;
}

export interface Heading {
  /** 1 to 6. */
  readonly level: number;
  /** The heading's text, trimmed, without `#`. */
  readonly text: string;
  /** Where that text stands. */
  readonly span: Span;
  /** The whole heading, from its first `#` (or its text, where underlined) to the end of its last line. */
  readonly block: Span;
}

export interface IdLine {
  readonly heading: Heading;
  /** What stands for the ID, as written: `G0098`. Empty where nothing follows `ID:`. */
  readonly id: string;
  readonly span: Span;
}

export interface TechniqueList {
  readonly heading: Heading;
  /** From the heading to the next heading of its own or a higher level, or the end of the page. */
  readonly span: Span;
  readonly items: readonly TechniqueItem[];
}

/** A bullet or numbered item of any list. */
export interface ListItem {
  /** The marker: `*`, `-`, `+`, `1.`, `1)`. */
  readonly marker: Span;
  /** Where the item's content starts: after the marker and its blanks. */
  readonly contentStart: number;
  /** The end of the item's first line. */
  readonly lineEnd: number;
  /** 0 for an item that lies in no other. */
  readonly depth: number;
}

/** A list item that names a technique. */
export interface TechniqueItem {
  readonly item: ListItem;
  /** The link at the item's start; undefined where the item names a bare ID. */
  readonly link: Link | undefined;
  /** The ID as it is meant, dots for slashes: `T1566.002`, but also `TT1482`. */
  readonly id: string;
  /** Where that ID stands: `T1566/002` in a link's target. */
  readonly idSpan: Span;
  /** The label: the link's text as it is read, without Markdown's marks. */
  readonly label: string | undefined;
  readonly labelSpan: Span | undefined;
  /** False where a link names the ID in a form that the family does not use: `techniques/T1566.002`. */
  readonly goodForm: boolean;
}

/** `[text](target "title")`. */
export interface Link {
  readonly span: Span;
  /** Between the square brackets. */
  readonly textSpan: Span;
  /** The text as it is read: escapes resolved, emphasis and code marks left out, white space folded. */
  readonly text: string;
  /** The target, without `<…>` and title. */
  readonly target: string;
  readonly targetSpan: Span;
  /** The ATT&CK object that the target names by its form, where it does. */
  readonly reference: LinkReference | undefined;
}

/** The ATT&CK object that a link's target names. */
export interface LinkReference {
  readonly type: ObjectType;
  /** As it is meant, dots for slashes. May be malformed or unknown. */
  readonly id: string;
  readonly idSpan: Span;
  /** True for the forms of the family: `techniques/T1566/002`, under a root or at ATT&CK's site. */
  readonly goodForm: boolean;
}

export interface Fence {
  /** The info string, trimmed. */
  readonly info: string;
  /** The info string's first word in lower case. */
  readonly language: string;
  /** From the opening fence's first mark to the end of the block, the closing fence included. */
  readonly span: Span;
  /** The opening fence and its info string. */
  readonly opening: Span;
  /** The lines between the fences, with the line end of the last one. */
  readonly content: Span;
  /** False where the page ends before the fence does. */
  readonly closed: boolean;
  /** What starts every line of the content because of quotes around it (`> `); such fences are read through a mask. */
  readonly quoted: boolean;
}

/** A Mermaid block. */
export interface Graph {
  readonly fence: Fence;
  readonly flowchart: Flowchart;
}

/** `<!-- attackmark-disable-next-line CODE -- reason -->`, or the same after `%%`. */
export interface Suppression {
  readonly span: Span;
  readonly codes: readonly Scalar[];
  readonly reason: string;
  /** The line (from 0) whose findings it silences. */
  readonly line: number;
}
