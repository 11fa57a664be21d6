import { severities, type Severity } from '../../server/src/core/drawing/scene';
import { severityName } from '../../server/src/core/drawing/spoken';
import type { GraphFinding } from '../../server/src/core/features/graph';
import { html, svg } from './dom';
import { t } from './texts';

const signs: Readonly<Record<Severity, string>> = {
  error: 'M5.500 5.500l5 5M10.500 5.500l-5 5',
  warning: 'M8 6v3.500M8 11.700v.1',
  information: 'M8 7.500v4M8 4.800v.1',
  hint: '',
};

/** The sign of a severity, for text: the same as in the picture. */
export function severityIcon(severity: Severity): SVGSVGElement {
  const element = svg('svg', {
    viewBox: '0 0 16 16',
    width: 14,
    height: 14,
    class: `severity ${severity}`,
    'aria-hidden': 'true',
  });
  if (severity === 'warning') element.append(svg('path', { d: 'M8 1.800L15 14H1z', class: 'field' }));
  else element.append(svg('circle', { cx: 8, cy: 8, r: severity === 'hint' ? 4 : 7, class: 'field' }));
  element.append(svg('path', { d: signs[severity], class: 'sign' }));
  return element;
}

/** A severity in a word, for those who do not see its sign. */
export function severityWord(severity: Severity): HTMLElement {
  return html('span', { class: 'visually-hidden' }, `${severityName(severity, t)}: `);
}

/** Findings as lines of text, the gravest first. */
export function findingLines(findings: readonly GraphFinding[]): HTMLElement[] {
  return [...findings]
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(({ severity, message, code }) =>
      html(
        'div',
        { class: 'finding-line' },
        severityIcon(severity),
        html('span', {}, severityWord(severity), message, ' ', html('code', {}, code)),
      ),
    );
}
