import { resolve } from 'node:path';
import type { Analysis } from '../../core/analysis/analysis';
import { check } from '../../core/check';
import { palettes, type Theme } from '../../core/drawing/palette';
import { makeScene } from '../../core/drawing/scene';
import { writeSvg } from '../../core/drawing/svg';
import { graphMermaid, graphModel, type GraphModel } from '../../core/features/graph';
import { navigatorLayer } from '../../core/features/navigatorLayer';
import { loadCatalog } from '../../node/catalogFiles';
import { oneOf, readArguments, readTargetFlags } from '../arguments';
import { Failure } from '../failure';
import type { Host } from '../host';
import { nearestConfigurations, readPage } from '../pages';

export const usage = `attackmark graph FILE [flags]
  Prints the graph of a page.
  --format F            json (default), mermaid, svg (the picture of the preview) or navigator (a layer, 4.5)
  --theme T             colours of svg: light (default) or dark
  --attack-version V    as of this ATT&CK version
  --domain D            auto, enterprise, mobile or ics`;

/** `attackmark graph`. Gives the exit status. */
export async function graph(args: readonly string[], host: Host): Promise<number> {
  const { values, positionals } = readArguments(args, {
    'attack-version': { type: 'string' },
    domain: { type: 'string' },
    format: { type: 'string', default: 'json' },
    theme: { type: 'string', default: 'light' },
  });
  const format = oneOf('format', values.format, formats);
  const theme = oneOf('theme', values.theme, Object.keys(palettes) as Theme[]);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    throw new Failure('Name one page, as in: attackmark graph groups/G0098.md');
  const catalog = loadCatalog(host.catalogFolder);
  const { own } = readTargetFlags(values, catalog);

  const analysis = readPage(resolve(host.cwd, file), nearestConfigurations(host), { catalog, own }, host);
  const model = graphModel(analysis, check(analysis));
  host.stdout.write(write(format, model, analysis, theme));
  return 0;
}

const formats = ['json', 'mermaid', 'svg', 'navigator'] as const;

function write(format: (typeof formats)[number], model: GraphModel, { snapshot }: Analysis, theme: Theme): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(model, null, 2)}\n`;
    case 'mermaid':
      return graphMermaid(model);
    case 'svg':
      return writeSvg(makeScene(model, { order: 'page' }), model, theme);
    case 'navigator':
      return `${JSON.stringify(navigatorLayer(model, snapshot), null, 2)}\n`;
  }
}
