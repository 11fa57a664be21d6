/**
 * What the preview remembers: kept by VS Code while its tab is hidden and over a reload of the window, and
 * read back by the page (all of it) and by the extension (which page, and whether it is tied to it).
 */
import { arrayOf, isBoolean, isNumber, isString, object, oneOf, orNull, type Check } from './shape';

/** Where the picture lies in the window: scene × scale + (x, y). */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** What is shown of the graph. Empty lists show everything. */
export interface Filters {
  readonly tactics: readonly string[];
  readonly states: readonly FilterState[];
  /** Only techniques without a mitigation. */
  readonly uncovered: boolean;
}

export const filterStates = ['revoked', 'deprecated', 'unknown', 'findings'] as const;
/** A node's state; `findings`: nodes that have any. */
export type FilterState = (typeof filterStates)[number];

/** What is remembered of one page. */
export interface PageState {
  readonly uri: string;
  /** Null until the reader has moved the picture: until then it is fitted to the window. */
  readonly view: View | null;
  readonly selection: Selection | null;
  readonly search: string;
  readonly filters: Filters;
  /** The mitigations from top to bottom, so that nothing jumps. */
  readonly arrangement: readonly string[];
  readonly panelScroll: number;
}

export interface Selection {
  readonly kind: 'node' | 'edge';
  readonly key: string;
}

export interface PreviewState {
  readonly uri: string;
  readonly locked: boolean;
  readonly order: 'page' | 'tactic';
  /** Whether the edges that ATT&CK has and the page lacks are drawn. */
  readonly missing: boolean;
  /** Null: as there is room. */
  readonly panelOpen: boolean | null;
  /** The page shown last comes first. */
  readonly pages: readonly PageState[];
}

export const noFilters: Filters = { tactics: [], states: [], uncovered: false };

/** What is remembered of a page that was never shown. */
export function newPage(uri: string): PageState {
  return { uri, view: null, selection: null, search: '', filters: noFilters, arrangement: [], panelScroll: 0 };
}

export const newState: PreviewState = {
  uri: '',
  locked: false,
  order: 'page',
  missing: true,
  panelOpen: null,
  pages: [],
};

const page = object<PageState>({
  uri: isString,
  view: orNull(object<View>({ x: isNumber, y: isNumber, scale: isNumber })),
  selection: orNull(object<Selection>({ kind: oneOf('node', 'edge'), key: isString })),
  search: isString,
  filters: object<Filters>({
    tactics: arrayOf(isString) as Check<readonly string[]>,
    states: arrayOf(oneOf(...filterStates)) as Check<readonly FilterState[]>,
    uncovered: isBoolean,
  }),
  arrangement: arrayOf(isString) as Check<readonly string[]>,
  panelScroll: isNumber,
});

const isState = object<PreviewState>({
  uri: isString,
  locked: isBoolean,
  order: oneOf('page', 'tactic'),
  missing: isBoolean,
  panelOpen: orNull(isBoolean),
  pages: arrayOf(page) as Check<readonly PageState[]>,
});

/** Reads what was remembered; what is not of this shape (of another release, say) is forgotten. */
export function readState(value: unknown): PreviewState {
  return isState(value) ? value : newState;
}
