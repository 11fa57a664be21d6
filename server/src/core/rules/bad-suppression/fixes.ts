import type { Analysis } from '../../analysis/analysis';
import { safeFix, suggestion, type Fix } from '../../fixes/fix';
import { wholeLines } from '../../fixes/lines';
import type { Edit } from '../../fixes/edit';
import type { Suppression } from '../../page';
import { editDistance } from '../../similar';
import { lineEndAt } from '../../parse/characters';
import { isRuleCode, ruleCodes } from '../codes';
import type { Report } from '../rule';

/** A needless suppression goes; one with a mistyped code gets the code that was meant. */
export function badSuppressionFixes({ span, data }: Report, analysis: Analysis): readonly Fix[] {
  const suppression = analysis.page.suppressions.find(one => span.start >= one.span.start && span.end <= one.span.end);
  if (suppression === undefined) return [];
  const code = data?.['code'];
  if (typeof code !== 'string') {
    return [suggestion('Remove the suppression', () => [removal(suppression, analysis)], true)];
  }
  const remove = () => [withoutCode(suppression, span.start, analysis)];
  if (isRuleCode(code)) return [safeFix(`Remove the suppression of ${code}`, remove)];
  const near = ruleCodes.filter(other => editDistance(code.toLowerCase(), other, 2) <= 2);
  const [first] = near;
  return [
    ...(first === undefined ? [] : [suggestion(`Write ${first}`, () => [{ span, newText: first }], true)]),
    suggestion(`Remove the suppression of ${code}`, remove, first === undefined),
  ];
}

function withoutCode(suppression: Suppression, offset: number, analysis: Analysis): Edit {
  const { codes } = suppression;
  if (codes.length < 2) return removal(suppression, analysis);
  const at = codes.findIndex(({ span }) => span.start === offset);
  const [own, next, before] = [codes[at]!, codes[at + 1], codes[at - 1]];
  const span =
    next === undefined
      ? { start: before!.span.end, end: own.span.end }
      : { start: own.span.start, end: next.span.start };
  return { span, newText: '' };
}

/** The comment goes; with its line, where it has one to itself. */
function removal({ span }: Suppression, { page }: Analysis): Edit {
  const { text, lines } = page;
  const lineStart = lines.startOf(lines.lineOf(span.start));
  const isAlone =
    /^[ \t>]*$/.test(text.slice(lineStart, span.start)) &&
    text.slice(span.end, lineEndAt(text, span.end)).trim() === '';
  return { span: isAlone ? wholeLines(page, span.start, span.end) : span, newText: '' };
}
