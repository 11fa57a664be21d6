import { uncoveredTechniques } from '../../server/src/core/drawing/layout';
import { severities, type Scene } from '../../server/src/core/drawing/scene';
import { count } from '../../server/src/core/drawing/spoken';
import type { GraphModel } from '../../server/src/core/features/graph';
import type { PageMessage } from '../src/preview/messages';
import { html, replaceChildren } from './dom';
import { severityIcon } from './findings';

/** Draws the line below the picture: what it shows, and how the page stands. */
export function drawFooter(footer: HTMLElement, scene: Scene, model: GraphModel): void {
  const number = (kind: string) => model.nodes.filter(node => node.kind === kind).length;
  const uncovered = uncoveredTechniques(model).size;
  const facts = [count(number('technique'), 'technique'), count(number('mitigation'), 'mitigation')];
  if (uncovered > 0) facts.push(`${uncovered} uncovered`);

  const findings = [...model.nodes, ...model.edges].flatMap(part => part.findings).concat(model.findings);
  const badges = severities.flatMap(severity => {
    const total = findings.filter(finding => finding.severity === severity).length;
    if (total === 0) return [];
    const says = count(total, severity === 'information' ? 'remark' : severity);
    return [
      html(
        'span',
        { class: 'badge', attributes: { title: says } },
        severityIcon(severity),
        html('span', {}, String(total)),
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
      html('p', {}, `The graph of ${file} is not to be had.`),
      html('p', { class: 'muted' }, 'The language server is not running, or the file is gone.'),
    ];
  }
  if (model.nodes.length === 0) {
    return [
      html('p', {}, `${file} has no ATT&CK graph yet.`),
      html(
        'p',
        { class: 'muted' },
        'List techniques, or draw group → technique → mitigation in a Mermaid flowchart: they show here as you type.',
      ),
    ];
  }
  const isEmptied =
    model.nodes.some(({ kind }) => kind !== 'group') && shown?.nodes.every(({ kind }) => kind === 'group');
  return isEmptied === true ? [html('p', {}, 'Nothing in this graph passes the filters.')] : undefined;
}
