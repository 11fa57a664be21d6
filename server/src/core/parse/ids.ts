import type { ObjectType } from '../catalog/catalog';
import type { Span } from '../text';
import { isWordUnit } from './characters';

/** What a token is, judged by its form alone. */
export interface IdForm {
  readonly type: ObjectType;
  /** False for a token that looks like an ATT&CK ID and is not one: `TT1482`, `T156`, `t1566.002`. */
  readonly wellFormed: boolean;
}

const wellFormed: readonly (readonly [ObjectType, RegExp])[] = [
  ['technique', /^(?:MOB-)?T\d{4}(?:\.\d{3})?$/],
  ['mitigation', /^(?:MOB-)?M\d{4}$/],
  ['group', /^G\d{4}$/],
  ['software', /^(?:MOB-)?S\d{4}$/],
  ['tactic', /^TA\d{4}$/],
  ['campaign', /^C\d{4}$/],
];

/** Digits too few or too many, or four of which some are letters that are typed for digits. */
const nearly = /^([TMG])\1?[-_]?(?:\d{3,6}|[\dOIL]{4})(?:[./_-]\d{0,5})?$/i;
const letters: Readonly<Record<string, ObjectType>> = { T: 'technique', M: 'mitigation', G: 'group' };

/**
 * Judges a whole token in a place where an ATT&CK ID is expected (a link's target, a node, the ID
 * line); undefined for a token that is nothing like one. Other schemes' IDs (`TL0001`, `DS0009`,
 * `AML.T0051`) are nothing like one.
 */
export function idForm(token: string): IdForm | undefined {
  if (token.length < 4 || token.length > 16) return undefined;
  for (const [type, pattern] of wellFormed) if (pattern.test(token)) return { type, wellFormed: true };
  const match = nearly.exec(token);
  // `TOIL` and `Mill` are words: an ID has more digits than letters in a digit's place.
  if (match === null || token.replace(/\D/g, '').length < 3) return undefined;
  return { type: letters[match[1]!.toUpperCase()]!, wellFormed: false };
}

/** True for the ID of a technique or sub-technique: `T1566`, `T1566.002`. */
export function isTechniqueId(token: string): boolean {
  return wellFormed[0]![1].test(token);
}

/** True for the ID of a mitigation: `M1017`. */
export function isMitigationId(token: string): boolean {
  return wellFormed[1]![1].test(token);
}

/** True for the ID of a group: `G0098`. */
export function isGroupId(token: string): boolean {
  return wellFormed[2]![1].test(token);
}

/** An ID-shaped token and where it stands. */
export interface IdToken extends IdForm {
  /** As it is meant, dots for slashes. */
  readonly id: string;
  readonly span: Span;
}

const inText = /(?:MOB-[TMS]\d{4}|TA\d{4}|[GSMC]\d{4}|T\d{4}(?:[./]\d{3})?)/g;

/**
 * The well-formed IDs in a stretch of text, whole words only: `DS0009` holds no `S0009`, `T10591` no
 * `T1059`, and `T1566.0021` nothing. `T1566/002` counts as `T1566.002`.
 */
export function findIds(text: string, place: Span): IdToken[] {
  const tokens: IdToken[] = [];
  inText.lastIndex = place.start;
  for (let match = inText.exec(text); match !== null && match.index < place.end; match = inText.exec(text)) {
    const start = match.index;
    let end = start + match[0].length;
    let raw = match[0];
    // `T1566.` at a sentence's end and `T1566/` in a path are the bare ID.
    if (isIdUnit(text, end)) {
      if (raw.length > 5 && (raw[5] === '.' || raw[5] === '/')) continue;
      if (isWordUnit(text.charCodeAt(end))) continue;
    }
    if (start > place.start && (isWordUnit(text.charCodeAt(start - 1)) || isJoin(text, start))) continue;
    if (end > place.end) break;
    raw = raw.replace('/', '.');
    const form = idForm(raw);
    if (form?.wellFormed === true) tokens.push({ ...form, id: raw, span: { start, end } });
    end = start;
  }
  return tokens;
}

function isIdUnit(text: string, at: number): boolean {
  return at < text.length && isWordUnit(text.charCodeAt(at));
}

/** True when what stands before is joined to the token by a hyphen or a dot: `ML-T1234`, `AML.T0051`. */
function isJoin(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  return (before === 45 || before === 46) && start > 1 && isWordUnit(text.charCodeAt(start - 2));
}
