// Measures the graph preview beside Mermaid's own picture of the same flowchart, in the same browser.
//   npm run bench:preview               51, 347, 1000 and 5000 edges, into docs/PERFORMANCE.md
//   npm run bench:preview -- EDGES…     other sizes, printed
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { graphMermaid, type GraphModel } from '../../server/src/core/features/graph';
import { findChromium } from '../../test/host/chromium';
import { runScript } from '../../test/host/humanError';
import { launchBrowser } from '../../test/host/page';
import { build, PreviewPage } from '../../test/preview/browser/previewPage';
import { edge, modelOf, modelOfSample, pageOfGroup, pageWithEdges } from '../../test/preview/models';
import { figure, milliseconds, toMarkdown, type Table } from './measure';
import { machine, writeSection } from './report';

const root = join(__dirname, '..', '..');
const mermaidScript = join(root, 'node_modules', 'mermaid', 'dist', 'mermaid.min.js');

/** Mermaid is given so long for one picture, in milliseconds. */
const patience = 180_000;
const runs = { first: 5, again: 9, mermaid: 3 };

interface Figures {
  readonly first: number;
  readonly again: number;
}

async function main(): Promise<number> {
  const sizes = process.argv.slice(2).map(Number);
  build({ production: true });
  const browser = await launchBrowser(findChromium());
  const before = machine();
  try {
    const rows: (readonly string[])[] = [];
    const figures: Record<string, number> = {};
    for (const size of sizes.length > 0 ? sizes : [51, 347, 1000, 5000]) {
      console.error(`measuring: ${size} edges`);
      const model = withoutMissing(graphWithEdges(size));
      const own = await measurePreview(browser, model);
      const mermaid = await measureMermaid(browser, model);
      const frames = await measureMoving(browser, model);
      figures[`${size}: first paint`] = own.first;
      figures[`${size}: after an edit`] = own.again;
      figures[`${size}: frame while moved`] = frames;
      rows.push([
        size.toLocaleString('en'),
        milliseconds(own.first),
        milliseconds(own.again),
        milliseconds(frames),
        mermaid === undefined ? `over ${patience / 1000} s` : milliseconds(mermaid.first),
        mermaid === undefined ? `over ${patience / 1000} s` : milliseconds(mermaid.again),
        ratio(mermaid?.first ?? patience, own.first, mermaid === undefined),
        ratio(mermaid?.again ?? patience, own.again, mermaid === undefined),
      ]);
    }
    const table: Table = {
      title: 'The graph preview',
      about:
        'First paint: from the start of the panel’s script until the frame with the graph is painted. After an edit: one more edge, until its frame is painted. Moved: the median time of a frame while the picture is scrolled and zoomed. Mermaid draws the same flowchart in the same browser, its script loaded before; an edit has it draw everything again, as its previews do.',
      head: ['edges', 'first paint', 'after an edit', 'moved', 'Mermaid', 'Mermaid again', 'ratio', 'ratio, edit'],
      rows,
      figures,
    };
    const markdown = toMarkdown(table);
    console.log(markdown);
    if (sizes.length === 0) writeSection('preview', `${before}\n\n${markdown}`);
    return 0;
  } finally {
    await browser.close();
  }
}

function graphWithEdges(edges: number): GraphModel {
  if (edges === 51) return modelOfSample('groups/G0098.md', '15.1');
  if (edges === 347) return modelOf(pageOfGroup('G0016', '12.1'), '12.1');
  // More than ATT&CK has: mitigations are drawn in turn.
  return modelOf(pageWithEdges(edges, edges > 2000 ? 9 : undefined));
}

/** Mermaid cannot draw what the page lacks: neither do we here. */
function withoutMissing(model: GraphModel): GraphModel {
  return { ...model, edges: model.edges.filter(({ kind }) => kind === 'page') };
}

/** The graph with one more edge, between nodes that it has. */
function edited(model: GraphModel, turn: number): GraphModel {
  const ids = (kind: string) => model.nodes.filter(node => node.kind === kind).map(({ id }) => id);
  const [techniques, mitigations] = [ids('technique'), ids('mitigation')];
  const ends = `${techniques[turn % techniques.length]} ${mitigations[(turn * 5) % mitigations.length]}`;
  return { ...model, edges: [...model.edges, edge(ends)] };
}

async function measurePreview(browser: Browser, model: GraphModel): Promise<Figures> {
  const first: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < runs.first; run++) {
    const preview = await PreviewPage.open(browser);
    const script = await preview.page.evaluate(() => {
      const at = (mark: string) => performance.getEntriesByName(mark)[0]!.startTime;
      return at('attackmark.ready') - at('attackmark.start');
    });
    first.push(script + (await untilPainted(preview, model)));
    await preview.page.waitForTimeout(500);
    if (run === runs.first - 1) {
      for (let turn = 0; turn < runs.again; turn++) again.push(await untilPainted(preview, edited(model, turn)));
    }
    await preview.close();
  }
  return { first: figure(first).median, again: figure(again).median };
}

function untilPainted({ page }: PreviewPage, model: GraphModel): Promise<number> {
  const message = { type: 'page', uri: 'file:///G0098.md', file: 'G0098.md', locked: false, model };
  return page.evaluate(async data => {
    performance.clearMarks('attackmark.painted');
    const sent = performance.now();
    window.postMessage(data);
    for (;;) {
      const painted = performance.getEntriesByName('attackmark.painted')[0];
      if (painted !== undefined) return painted.startTime - sent;
      await new Promise(resolve => setTimeout(resolve));
    }
  }, message);
}

async function measureMoving(browser: Browser, model: GraphModel): Promise<number> {
  const preview = await PreviewPage.open(browser);
  await preview.show(model);
  await preview.page.waitForTimeout(1500);
  const frames = await preview.page.evaluate(async () => {
    const target = document.querySelector('.window')!;
    const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve));
    const times: number[] = [];
    let last = await frame();
    for (let turn = 0; turn < 90; turn++) {
      const zooms = turn % 30 >= 20;
      const deltaY = zooms ? (turn % 2 === 0 ? 60 : -60) : 40;
      const place = { clientX: 500, clientY: 400, deltaY, ctrlKey: zooms, bubbles: true, cancelable: true };
      target.dispatchEvent(new WheelEvent('wheel', place));
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return times;
  });
  await preview.close();
  return figure(frames).median;
}

/** Mermaid's first and later pictures; undefined where the first takes too long. */
async function measureMermaid(browser: Browser, model: GraphModel): Promise<Figures | undefined> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
  await page.setContent('<!DOCTYPE html><body></body>');
  await page.addScriptTag({ content: readFileSync(mermaidScript, 'utf8') });
  await page.evaluate(() => {
    const { mermaid } = window as unknown as { mermaid: { initialize(options: object): void } };
    mermaid.initialize({ startOnLoad: false, maxEdges: 1e6, maxTextSize: 1e8 });
  });
  try {
    const first = await mermaidRender(page, graphMermaid(model));
    if (first === undefined) return undefined;
    const again: number[] = [];
    // A picture that takes a minute is not drawn again and again to know it better.
    for (let turn = 0; turn < (first > 20_000 ? 1 : runs.mermaid); turn++) {
      again.push((await mermaidRender(page, graphMermaid(edited(model, turn)))) ?? patience);
    }
    return { first, again: figure(again).median };
  } finally {
    await page.close();
  }
}

async function mermaidRender(page: Page, text: string): Promise<number | undefined> {
  const drawing = page.evaluate(async source => {
    const { mermaid } = window as unknown as {
      mermaid: { render(id: string, text: string): Promise<{ svg: string }> };
    };
    const start = performance.now();
    const { svg } = await mermaid.render('graph', source);
    document.body.innerHTML = svg;
    await new Promise<void>(resolve => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      requestAnimationFrame(() => port2.postMessage(undefined));
    });
    return performance.now() - start;
  }, text);
  // The page is closed under it when it takes too long: that is no news then.
  drawing.catch(() => undefined);
  return Promise.race([drawing, new Promise<undefined>(resolve => setTimeout(resolve, patience, undefined))]);
}

/** How many times as long Mermaid takes. */
function ratio(mermaid: number, own: number, isMore: boolean): string {
  return `${isMore ? '> ' : ''}${(mermaid / own).toFixed(mermaid / own < 10 ? 1 : 0)} ×`;
}

void runScript(main);
