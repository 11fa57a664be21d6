import { uncoveredTechniques } from '../../server/src/core/drawing/layout';
import { severities, type Scene, type Severity } from '../../server/src/core/drawing/scene';
import { someMitigations, someTechniques } from '../../server/src/core/drawing/spoken';
import type { GraphModel } from '../../server/src/core/features/graph';
import type { PageMessage } from '../src/preview/messages';
import { html, replaceChildren } from './dom';
import { severityIcon } from './findings';
import { t } from './texts';

/** Draws the line below the picture: what it shows, and how the page stands. */
export function drawFooter(footer: HTMLElement, scene: Scene, model: GraphModel): void {
  const number = (kind: string) => model.nodes.filter(node => node.kind === kind).length;
  const uncovered = uncoveredTechniques(model).size;
  const facts = [someTechniques(number('technique'), t), someMitigations(number('mitigation'), t)];
  if (uncovered > 0) facts.push(t('{0} uncovered', uncovered));

  const findings = [...model.nodes, ...model.edges].flatMap(part => part.findings).concat(model.findings);
  const badges = severities.flatMap(severity => {
    const total = findings.filter(finding => finding.severity === severity).length;
    if (total === 0) return [];
    const says = someFindings(total, severity);
    return [
      html(
        'span',
        { class: 'badge', attributes: { title: says } },
        severityIcon(severity),
        html('span', { attributes: { 'aria-hidden': 'true' } }, String(total)),
        html('span', { class: 'visually-hidden' }, says),
      ),
    ];
  });
  replaceChildren(
    footer,
    html('span', { class: 'caption' }, scene.caption),
    html('span', { class: 'facts' }, facts.join(' · ')),
    ...badges,
  );
}

/** What is said where there is nothing to draw; undefined where there is. */
export function explainNothing(
  message: PageMessage | undefined,
  shown: GraphModel | undefined,
): readonly HTMLElement[] | undefined {
  if (message === undefined) return [];
  const { file, model } = message;
  if (model === null) {
    return [
      html('p', {}, t('The graph of {0} is not to be had.', file)),
      html('p', { class: 'muted' }, t('The language server is not running, or the file is gone.')),
    ];
  }
  if (model.nodes.length === 0) {
    return [
      html('p', {}, t('{0} has no ATT&CK graph yet.', file)),
      html(
        'p',
        { class: 'muted' },
        t(
          'List techniques, or draw group → technique → mitigation in a Mermaid flowchart: they show here as you type.',
        ),
      ),
    ];
  }
  const isEmptied =
    model.nodes.some(({ kind }) => kind !== 'group') && shown?.nodes.every(({ kind }) => kind === 'group');
  return isEmptied === true ? [html('p', {}, t('Nothing in this graph passes the filters.'))] : undefined;
}

function someFindings(count: number, severity: Severity): string {
  switch (severity) {
    case 'error':
      return count === 1 ? t('1 error') : t('{0} errors', count);
    case 'warning':
      return count === 1 ? t('1 warning') : t('{0} warnings', count);
    case 'information':
      return count === 1 ? t('1 remark') : t('{0} remarks', count);
    case 'hint':
      return count === 1 ? t('1 hint') : t('{0} hints', count);
  }
}
