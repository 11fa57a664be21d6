import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import Ajv from 'ajv';
import { JSDOM } from 'jsdom';
import type { NavigatorLayer } from '../../server/src/core/features/navigatorLayer';
import { MermaidJudge } from '../flowchart/mermaidJudge';
import { attackmark } from '../harness/commandLine';
import { Folder } from '../harness/folder';

const page = 'samples/groups/G0098.md';

/** The property tables of the Navigator’s layer format 4.5, as a schema; nothing else may stand in a layer. */
const text = { type: 'string' };
const list = (properties: object, required: readonly string[]) => ({
  type: 'array',
  items: { type: 'object', properties, required, additionalProperties: false },
});
const metadata = list({ name: text, value: text }, ['name', 'value']);
const links = list({ label: text, url: { type: 'string', pattern: '^https://' } }, ['label', 'url']);
const colour = { type: 'string', pattern: '^#[\\da-f]{6}$' };
const isLayer = new Ajv({ allErrors: true }).compile({
  type: 'object',
  required: ['name', 'domain', 'versions'],
  additionalProperties: false,
  properties: {
    name: text,
    versions: {
      type: 'object',
      required: ['attack', 'navigator', 'layer'],
      properties: {
        attack: { pattern: '^\\d+$' },
        navigator: { pattern: '^[5-9]\\.\\d+\\.\\d+$' },
        layer: { const: '4.5' },
      },
    },
    domain: { enum: ['enterprise-attack', 'mobile-attack', 'ics-attack'] },
    description: text,
    sorting: { enum: [0, 1, 2, 3] },
    hideDisabled: { type: 'boolean' },
    layout: {
      type: 'object',
      additionalProperties: false,
      properties: {
        layout: { enum: ['side', 'flat', 'mini'] },
        showName: { type: 'boolean' },
        showID: { type: 'boolean' },
        expandedSubtechniques: { enum: ['none', 'all', 'annotated'] },
      },
    },
    techniques: list(
      {
        techniqueID: { type: 'string', pattern: '^T\\d{4}(\\.\\d{3})?$' },
        tactic: text,
        comment: text,
        enabled: { type: 'boolean' },
        score: { type: 'number' },
        color: colour,
        metadata,
        links,
      },
      ['techniqueID'],
    ),
    gradient: {
      type: 'object',
      required: ['colors', 'minValue', 'maxValue'],
      properties: {
        colors: { type: 'array', minItems: 2, items: colour },
        minValue: { type: 'number' },
        maxValue: { type: 'number' },
      },
    },
    legendItems: list({ label: text, color: colour }, ['label', 'color']),
    metadata,
    links,
  },
});

function layerOf(file: string, version: string): NavigatorLayer {
  const layer = JSON.parse(
    attackmark(['graph', file, '--format', 'navigator', '--attack-version', version]).stdout,
  ) as NavigatorLayer;
  ok(isLayer(layer), JSON.stringify(isLayer.errors));
  strictEqual(
    new Set(layer.techniques.map(({ techniqueID }) => techniqueID)).size,
    layer.techniques.length,
    'each technique once',
  );
  ok(layer.gradient.maxValue > layer.gradient.minValue);
  return layer;
}

describe('graph --format navigator', () => {
  let folder: Folder;
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  it('is a layer of format 4.5 with the page’s techniques, scores and mitigations', () => {
    const layer = layerOf(page, '15.1');
    strictEqual(layer.name, 'BlackTech (G0098)');
    deepStrictEqual(layer.versions, { attack: '15', navigator: '5.1.0', layer: '4.5' });
    strictEqual(layer.domain, 'enterprise-attack');
    const ssh = layer.techniques.find(({ techniqueID }) => techniqueID === 'T1021.004')!;
    strictEqual(ssh.score, 3);
    match(ssh.comment, /M1018 User Account Management/);
  });

  it('shows a revoked technique as what it is now, with a note, and once where the page has both', () => {
    const revoked = layerOf(page, '18.1').techniques.find(({ techniqueID }) => techniqueID === 'T1574.001')!;
    match(revoked.comment, /On the page as T1574\.002 DLL Side-Loading, which ATT&CK has revoked/);
    deepStrictEqual(revoked.metadata, [{ name: 'On the page as', value: 'T1574.002 DLL Side-Loading' }]);
    const both = folder.write(
      'both.md',
      '# X\n## ID:G0098\n## Techniques Used By Group\n* [DLL](techniques/T1574/001)\n* [DLL Side-Loading](techniques/T1574/002)\n',
    );
    deepStrictEqual(
      layerOf(both, '18.1').techniques.map(({ techniqueID }) => techniqueID),
      ['T1574.001'],
    );
  });

  it('leaves out what no live technique stands for, and says so', () => {
    const bad = folder.write(
      'bad.md',
      '# X\n## ID:G0098\n## Techniques Used By Group\n* [A](techniques/T9999)\n* [SSH](techniques/T1021/004)\n',
    );
    const layer = layerOf(bad, '18.1');
    deepStrictEqual(
      layer.techniques.map(({ techniqueID }) => techniqueID),
      ['T1021.004'],
    );
    ok(layer.metadata.some(({ name, value }) => name.startsWith('Left out') && value === 'T9999 A'));
  });

  it('colours by state, and explains in the legend only the colours that are there', () => {
    const layer = layerOf(page, '18.1');
    const colours = new Set(layer.techniques.map(({ color }) => color));
    deepStrictEqual(new Set(layer.legendItems.map(({ color }) => color)), colours);
    ok(colours.size >= 4);
    strictEqual(
      layerOf(page, '15.1').legendItems.some(({ label }) => label.startsWith('Revoked')),
      false,
    );
  });

  it('gives an empty page an empty layer', () => {
    deepStrictEqual(layerOf(folder.write('empty.md', '## ID:G0098\n'), '18.1').techniques, []);
  });
});

describe('graph --format mermaid', () => {
  let judge: MermaidJudge;
  before(async function () {
    this.timeout(60_000);
    judge = await MermaidJudge.load();
  });

  for (const file of [page, 'samples/groups-with-faults/G1024.md', 'samples/more/ics/G0049.md']) {
    it(`is what Mermaid reads, with every edge of the page: ${file}`, async () => {
      const { stdout } = attackmark(['graph', file, '--format', 'mermaid']);
      const { accept, edges } = await judge.judge(stdout, true);
      ok(accept, stdout);
      const model = JSON.parse(attackmark(['graph', file, '--format', 'json']).stdout) as {
        edges: { from: string; to: string; kind: string }[];
      };
      deepStrictEqual(
        edges.map(([from, to]) => `${from} ${to}`),
        model.edges.filter(({ kind }) => kind === 'page').map(({ from, to }) => `${from} ${to}`),
      );
    });
  }
});

describe('graph --format svg', () => {
  const svgOf = (...args: string[]) =>
    attackmark(['graph', page, '--attack-version', '18.1', '--format', 'svg', ...args]).stdout;
  const parse = (svg: string) => new new JSDOM().window.DOMParser().parseFromString(svg, 'application/xml');

  it('is XML that stands by itself, with every technique in it', () => {
    const svg = svgOf();
    const document = parse(svg);
    strictEqual(document.querySelector('parsererror'), null);
    strictEqual(document.documentElement.localName, 'svg');
    match(document.querySelector('title')!.textContent, /BlackTech/);
    for (const id of ['T1566.002', 'T1574.002', 'M1017']) ok(svg.includes(id), id);
    for (const word of ['<script', '<style', 'href=', 'url(']) ok(!svg.includes(word), word);
  });

  it('has a light and a dark theme, and no other', () => {
    ok(svgOf('--theme', 'dark') !== svgOf());
    const { status, stderr } = attackmark(['graph', page, '--format', 'svg', '--theme', 'pink']);
    strictEqual(status, 2);
    match(stderr, /--theme takes light, dark/);
  });
});
