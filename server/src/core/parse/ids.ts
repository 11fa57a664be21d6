import { Char } from '../char';
import type { ObjectType } from '../catalog/catalog';
import type { Span } from '../text';
import { isDigit, isWordUnit } from './characters';

/** What a token is, judged by its form alone. */
export interface IdForm {
  readonly type: ObjectType;
  /** False for a token that looks like an ATT&CK ID and is not one: `TT1482`, `T156`, `t1566.002`. */
  readonly wellFormed: boolean;
  /**
   * Of an organisation's own ID, as ATT&CK Workbench writes them: what stands before ATT&CK's form, `ACME-` of
   * `ACME-T0001`. Whose prefix it is, only the catalog knows.
   */
  readonly prefix?: string;
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
  if (token.length < 4) return undefined;
  return (token.length > 16 ? undefined : officialForm(token)) ?? ownForm(token);
}

/** The form of a token that has nothing before it. */
function officialForm(token: string): IdForm | undefined {
  const type = wellFormedType(token);
  if (type !== undefined) return wellFormedForms[type];
  const match = nearly.exec(token);
  // `TOIL` and `Mill` are words: an ID has more digits than letters in a digit's place.
  if (match === null || token.replace(/\D/g, '').length < 3) return undefined;
  return { type: letters[match[1]!.toUpperCase()]!, wellFormed: false };
}

/** The longest prefix of an organisation that is read, its hyphen left out. */
const longestPrefix = 20;

/** `ACME-T0001`: a prefix in capitals and ATT&CK's form behind a hyphen. */
function ownForm(token: string): IdForm | undefined {
  const dash = token.indexOf('-');
  if (dash < 2 || dash > longestPrefix || token.length > dash + 10) return undefined;
  for (let i = 0; i < dash; i++) if (!isPrefixUnit(token.charCodeAt(i), i === 0)) return undefined;
  const form = officialForm(token.slice(dash + 1));
  return form && { ...form, prefix: token.slice(0, dash + 1) };
}

/** A capital, and behind the first one digits and underscores too. */
function isPrefixUnit(unit: number, isFirst: boolean): boolean {
  return (unit >= 65 && unit <= 90) || (!isFirst && (isDigit(unit) || unit === Char.Underscore));
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
        token.charCodeAt(start + 5) === Char.Dot &&
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
    if (!isDigit(token.charCodeAt(i))) return false;
  }
  return true;
}

/** True for the ID of a technique or sub-technique: `T1566`, `T1566.002`, `ACME-T0001`. */
export function isTechniqueId(token: string): boolean {
  return (wellFormedType(token) ?? ownType(token)) === 'technique';
}

/** True for the ID of a group: `G0098`, `ACME-G0001`. */
export function isGroupId(token: string): boolean {
  return (wellFormedType(token) ?? ownType(token)) === 'group';
}

function ownType(token: string): ObjectType | undefined {
  const form = ownForm(token);
  return form?.wellFormed === true ? form.type : undefined;
}

/** An ID-shaped token and where it stands. */
export interface IdToken extends IdForm {
  /** As it is meant, dots for slashes. */
  readonly id: string;
  readonly span: Span;
}

/**
 * The well-formed IDs in a stretch of text, whole words only: `DS0009` holds no `S0009`, `T10591` no
 * `T1059`, and `T1566.0021` nothing. `T1566/002` counts as `T1566.002`. Scanned by hand: a workspace has
 * hundreds of thousands of them.
 */
export function findIds(text: string, place: Span): IdToken[] {
  const tokens: IdToken[] = [];
  for (let start = place.start; start < place.end; start++) {
    const unit = text.charCodeAt(start);
    if (unit < 67 || unit > 84) continue; // C to T
    const end = shapeEnd(text, start, unit);
    if (end === 0) continue;
    if (end > place.end) break;
    // `T1566.` at a sentence's end and `T1566/` in a path are the bare ID.
    const isWhole = !(end < text.length && isWordUnit(text.charCodeAt(end))) && !hasBrokenSub(text, end);
    const isFree = start === place.start || !(isWordUnit(text.charCodeAt(start - 1)) || isJoin(text, start));
    const from = isFree ? start : ownStart(text, start, place.start);
    if (isWhole && from !== undefined) {
      const id = text.slice(from, end).replace('/', '.');
      const form = idForm(id);
      if (form?.wellFormed === true) tokens.push({ ...form, id, span: { start: from, end } });
    }
    start = end - 1;
  }
  return tokens;
}

/** The end of what has an ID's shape from `start` on, whatever stands around it; 0 where nothing has. */
function shapeEnd(text: string, start: number, unit: number): number {
  switch (unit) {
    case 84: {
      // T
      if (text.charCodeAt(start + 1) === 65) return areDigits(text, start + 2, start + 6) ? start + 6 : 0;
      if (!areDigits(text, start + 1, start + 5)) return 0;
      const mark = text.charCodeAt(start + 5);
      return (mark === Char.Dot || mark === Char.Slash) && areDigits(text, start + 6, start + 9)
        ? start + 9
        : start + 5;
    }
    case 77: {
      // M, which the first mobile releases also began `MOB-T1057` with
      if (areDigits(text, start + 1, start + 5)) return start + 5;
      const type = text.charCodeAt(start + 4);
      const isMobile = (type === 84 || type === 77 || type === 83) && text.startsWith('MOB-', start);
      return isMobile && areDigits(text, start + 5, start + 9) ? start + 9 : 0;
    }
    case 67: // C
    case 71: // G
    case 83: // S
      return areDigits(text, start + 1, start + 5) ? start + 5 : 0;
    default:
      return 0;
  }
}

/** Where an organisation's own ID starts whose part in ATT&CK's form starts at an offset; undefined where nothing is one. */
function ownStart(text: string, offset: number, least: number): number | undefined {
  if (text.charCodeAt(offset - 1) !== Char.Dash) return undefined;
  let start = offset - 1;
  while (start > least && offset - start <= longestPrefix && isPrefixUnit(text.charCodeAt(start - 1), false)) start--;
  const isFree = start === least || !(isWordUnit(text.charCodeAt(start - 1)) || isJoin(text, start));
  return isFree ? start : undefined;
}

/** True for `T1566.02` and `T1566/2`: what follows the first number is begun and is no sub-technique's. */
function hasBrokenSub(text: string, end: number): boolean {
  const joint = text.charCodeAt(end);
  return (joint === Char.Dot || joint === Char.Slash) && isDigit(text.charCodeAt(end + 1));
}

/** True when what stands before is joined to the token by a hyphen or a dot: `ML-T1234`, `AML.T0051`. */
function isJoin(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  return (before === Char.Dash || before === Char.Dot) && start > 1 && isWordUnit(text.charCodeAt(start - 2));
}
