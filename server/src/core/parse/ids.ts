import type { ObjectType } from '../catalog/catalog';
import type { Span } from '../text';
import { isWordUnit } from './characters';

/** What a token is, judged by its form alone. */
export interface IdForm {
  readonly type: ObjectType;
  /** False for a token that looks like an ATT&CK ID and is not one: `TT1482`, `T156`, `t1566.002`. */
  readonly wellFormed: boolean;
}

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
  const type = wellFormedType(token);
  if (type !== undefined) return wellFormedForms[type];
  const match = nearly.exec(token);
  // `TOIL` and `Mill` are words: an ID has more digits than letters in a digit's place.
  if (match === null || token.replace(/\D/g, '').length < 3) return undefined;
  return { type: letters[match[1]!.toUpperCase()]!, wellFormed: false };
}

const wellFormedForms: Readonly<Record<ObjectType, IdForm>> = {
  technique: { type: 'technique', wellFormed: true },
  mitigation: { type: 'mitigation', wellFormed: true },
  group: { type: 'group', wellFormed: true },
  software: { type: 'software', wellFormed: true },
  tactic: { type: 'tactic', wellFormed: true },
  campaign: { type: 'campaign', wellFormed: true },
};

/** The type that a well-formed ID names, by hand: every node of every graph comes through here several times. */
function wellFormedType(token: string): ObjectType | undefined {
  // The first mobile releases wrote `MOB-T1057`.
  const start = token.startsWith('MOB-') ? 4 : 0;
  const end = token.length;
  const isShort = end === start + 5 && areDigits(token, start + 1, end);
  switch (token.charCodeAt(start)) {
    case 84: // T
      if (isShort) return 'technique';
      if (token.charCodeAt(1) === 65) return end === 6 && areDigits(token, 2, 6) ? 'tactic' : undefined;
      return end === start + 9 &&
        token.charCodeAt(start + 5) === 46 &&
        areDigits(token, start + 1, start + 5) &&
        areDigits(token, start + 6, end)
        ? 'technique'
        : undefined;
    case 77: // M
      return isShort ? 'mitigation' : undefined;
    case 83: // S
      return isShort ? 'software' : undefined;
    case 71: // G
      return isShort && start === 0 ? 'group' : undefined;
    case 67: // C
      return isShort && start === 0 ? 'campaign' : undefined;
    default:
      return undefined;
  }
}

function areDigits(token: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const unit = token.charCodeAt(i);
    if (!(unit >= 48 && unit <= 57)) return false;
  }
  return true;
}

/** True for the ID of a technique or sub-technique: `T1566`, `T1566.002`. */
export function isTechniqueId(token: string): boolean {
  return wellFormedType(token) === 'technique';
}

/** True for the ID of a group: `G0098`. */
export function isGroupId(token: string): boolean {
  return wellFormedType(token) === 'group';
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
