/**
 * What the extension and the preview's page say to each other. Neither trusts the other's word for the
 * shape: both read messages with the functions below.
 */
import type {
  GraphEdge,
  GraphFinding,
  GraphModel,
  GraphNode,
  GraphTactic,
  PlacedFinding,
  Position,
  Range,
} from '../../../server/src/lsp/protocol';
import { arrayOf, either, isBoolean, isBytes, isNumber, isString, object, oneOf, orNull, type Check } from './shape';

/** Shows a page's graph; null where there is none to be had. */
export interface PageMessage {
  readonly type: 'page';
  readonly uri: string;
  /** The file's name. */
  readonly file: string;
  readonly locked: boolean;
  readonly model: GraphModel | null;
}

/** Says where the cursor stands in the page's text. */
export interface CursorMessage {
  readonly type: 'cursor';
  readonly uri: string;
  readonly position: Position;
}

/** Says something to the reader: an export is done, an edge could not be drawn. */
export interface NoticeMessage {
  readonly type: 'notice';
  readonly text: string;
}

export type ToPreview = PageMessage | CursorMessage | NoticeMessage;

/** The page has loaded and can be told things. */
export interface ReadyMessage {
  readonly type: 'ready';
}

/** Asks for a place of the text. */
export interface RevealMessage {
  readonly type: 'reveal';
  readonly uri: string;
  readonly range: Range;
  /** Beside the preview, whatever shows the text already. */
  readonly toSide: boolean;
  /** Puts the keyboard there too. */
  readonly focus: boolean;
}

/** Asks for an edge to be drawn in the page. */
export interface InsertMessage {
  readonly type: 'insert';
  readonly uri: string;
  readonly from: string;
  readonly to: string;
}

export const exportFormats = ['svg', 'png', 'mermaid', 'json'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Hands over a picture or text, to be saved or copied. */
export interface ExportMessage {
  readonly type: 'export';
  readonly uri: string;
  readonly format: ExportFormat;
  readonly target: 'file' | 'clipboard';
  readonly data: string | Uint8Array;
}

/** Ties the preview to its page, or lets it follow the editor. */
export interface LockMessage {
  readonly type: 'lock';
  readonly locked: boolean;
}

/** Tells of a failure, for the log. */
export interface FailureMessage {
  readonly type: 'failure';
  readonly text: string;
}

export type FromPreview = ReadyMessage | RevealMessage | InsertMessage | ExportMessage | LockMessage | FailureMessage;

const position = object<Position>({ line: isNumber, character: isNumber });
const range = object<Range>({ start: position, end: position });
const severity = oneOf('hint', 'information', 'warning', 'error');
const finding = object<GraphFinding>({ code: isString, severity, message: isString });

const node = object<GraphNode>({
  id: isString,
  attackId: orNull(isString),
  kind: oneOf('group', 'technique', 'mitigation', 'other'),
  label: isString,
  name: orNull(isString),
  state: oneOf('live', 'revoked', 'deprecated', 'unknown'),
  tactics: arrayOf(isString),
  ranges: arrayOf(range),
  listRanges: arrayOf(range),
  findings: arrayOf(finding),
});

const edge = object<GraphEdge>({
  from: isString,
  to: isString,
  label: isString,
  kind: oneOf('page', 'missing'),
  range: orNull(range),
  findings: arrayOf(finding),
});

/** The shape of a graph model. */
export const isGraphModel = object<GraphModel>({
  group: object<GraphModel['group']>({ id: orNull(isString), name: orNull(isString) }),
  domain: isString,
  version: isString,
  tactics: arrayOf(object<GraphTactic>({ shortName: isString, name: isString })),
  nodes: arrayOf(node),
  edges: arrayOf(edge),
  findings: arrayOf(object<PlacedFinding>({ code: isString, severity, message: isString, range })),
});

const toPreview: { readonly [M in ToPreview as M['type']]: Check<M> } = {
  page: object<PageMessage>({
    type: oneOf('page'),
    uri: isString,
    file: isString,
    locked: isBoolean,
    model: orNull(isGraphModel),
  }),
  cursor: object<CursorMessage>({ type: oneOf('cursor'), uri: isString, position }),
  notice: object<NoticeMessage>({ type: oneOf('notice'), text: isString }),
};

const fromPreview: { readonly [M in FromPreview as M['type']]: Check<M> } = {
  ready: object<ReadyMessage>({ type: oneOf('ready') }),
  reveal: object<RevealMessage>({ type: oneOf('reveal'), uri: isString, range, toSide: isBoolean, focus: isBoolean }),
  insert: object<InsertMessage>({ type: oneOf('insert'), uri: isString, from: isString, to: isString }),
  export: object<ExportMessage>({
    type: oneOf('export'),
    uri: isString,
    format: oneOf(...exportFormats),
    target: oneOf('file', 'clipboard'),
    data: either(isString, isBytes),
  }),
  lock: object<LockMessage>({ type: oneOf('lock'), locked: isBoolean }),
  failure: object<FailureMessage>({ type: oneOf('failure'), text: isString }),
};

/** Reads a message from the extension; undefined for anything else. */
export function readToPreview(value: unknown): ToPreview | undefined {
  return read<ToPreview>(value, toPreview);
}

/** Reads a message from the preview's page; undefined for anything else. */
export function readFromPreview(value: unknown): FromPreview | undefined {
  return read<FromPreview>(value, fromPreview);
}

function read<T>(value: unknown, checks: Readonly<Record<string, Check<T>>>): T | undefined {
  if (typeof value !== 'object' || value === null || !('type' in value) || !isString(value.type)) return undefined;
  const check = Object.hasOwn(checks, value.type) ? checks[value.type] : undefined;
  return check?.(value) === true ? value : undefined;
}
