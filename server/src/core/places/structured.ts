import type { FrontMatter, Page, PageKind, Scalar } from '../page';
import { firstLineEnd } from '../parse/characters';
import { LineIndex } from '../text';
import type { IdReference } from './reference';

/** What a file says of itself, where it says so. */
export interface Pins {
  readonly attackVersion?: Scalar | undefined;
  readonly attackDomain?: Scalar | undefined;
}

/** The page of a structured file: nothing of Markdown, only the places of its IDs and what it pins. */
export function structuredPage(
  kind: Exclude<PageKind, 'markdown'>,
  text: string,
  fileName: string,
  idPlaces: readonly IdReference[],
  { attackVersion, attackDomain }: Pins = {},
): Page {
  const span = { start: 0, end: 0 };
  const pins: FrontMatter = { span, tags: [], aliases: [], listed: [], attackVersion, attackDomain };
  return {
    kind,
    text,
    lines: new LineIndex(text),
    fileName,
    lineEnd: firstLineEnd(text),
    frontMatter: attackVersion === undefined && attackDomain === undefined ? undefined : pins,
    headings: [],
    title: undefined,
    idLine: undefined,
    techniqueList: undefined,
    listItems: [],
    links: [],
    fences: [],
    graphs: [],
    comments: [],
    code: [],
    suppressions: [],
    idPlaces,
  };
}
