import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { previewHtml } from '../../../client/src/preview/html';
import type { FromPreview, ToPreview } from '../../../client/src/preview/messages';
import type { GraphModel } from '../../../server/src/core/features/graph';
import { root } from '../../harness/catalog';
import { themes, type ThemeName } from './themes';

/** Where the page seems to come from: nothing listens there, every answer is given here. */
const origin = 'http://127.0.0.1:9';

export interface OpenOptions {
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the webview remembers from before. */
  readonly state?: unknown;
  /** What the page says, by its English, where that is not English. */
  readonly sentences?: Readonly<Record<string, string>>;
}

/** Builds everything anew, as it ships. */
export function build(options: { readonly production?: boolean } = {}): void {
  const flags = options.production === true ? ['--production'] : [];
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/build.mjs'), ...flags], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`);
}

/**
 * The preview's page in a browser, with VS Code's part played by this class: the real bundle under the real
 * policy, messages in and out, and the state that VS Code would keep.
 */
export class PreviewPage {
  readonly page: Page;
  /** What went wrong in the page, and what its policy refused. */
  readonly failures: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, options: OpenOptions = {}): Promise<PreviewPage> {
    const { theme = 'light', width = 1280, height = 860, state, sentences = {} } = options;
    const page = await browser.newPage({ viewport: { width, height } });
    const preview = new PreviewPage(page);
    page.on('pageerror', error => preview.failures.push(error.message));
    page.on('console', message => message.type() === 'error' && preview.failures.push(message.text()));
    page.on('dialog', dialog => {
      preview.failures.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.route('**/*', async route => {
      const { pathname, origin: from } = new URL(route.request().url());
      if (from !== origin) {
        preview.failures.push(`asked for ${route.request().url()}`);
        return route.abort();
      }
      const file = pathname === '/' ? undefined : join(root, 'dist/webview', pathname);
      const contentType = pathname.endsWith('.js')
        ? 'text/javascript'
        : pathname.endsWith('.css')
          ? 'text/css'
          : 'text/html';
      return route.fulfill({
        contentType,
        body: file === undefined ? html(theme, sentences) : readFileSync(file, 'utf8'),
      });
    });
    // The tests' compiler marks functions with a helper that the page does not have.
    await page.addInitScript('globalThis.__name = value => value');
    await page.addInitScript(vsCodeApi, { state, variables: themes[theme].variables });
    await page.goto(origin);
    await preview.message('ready');
    return preview;
  }

  /** Tells the page something, as the extension would. */
  async tell(message: ToPreview): Promise<void> {
    await this.page.evaluate(data => window.postMessage(data), message);
    // The page has heard it once its own message is heard.
    await this.page.evaluate(
      () => new Promise<void>(resolve => setTimeout(() => requestAnimationFrame(() => resolve()))),
    );
  }

  show(model: GraphModel | null, fields: { uri?: string; file?: string; locked?: boolean } = {}): Promise<void> {
    return this.tell({ type: 'page', uri: 'file:///G0098.md', file: 'G0098.md', locked: false, ...fields, model });
  }

  /** Everything the page said so far. */
  messages(): Promise<FromPreview[]> {
    return this.page.evaluate(() => window.posted as FromPreview[]);
  }

  /** The newest message of a type; waits for one. */
  async message<T extends FromPreview['type']>(type: T): Promise<Extract<FromPreview, { type: T }>> {
    await this.page.waitForFunction(wanted => window.posted.some(message => message.type === wanted), type, {
      polling: 10,
    });
    const messages = await this.messages();
    return messages.findLast(message => message.type === type) as Extract<FromPreview, { type: T }>;
  }

  async forget(): Promise<void> {
    await this.page.evaluate(() => void (window.posted.length = 0));
  }

  /** What VS Code was asked to remember, once it was. */
  async state(): Promise<unknown> {
    await this.page.waitForTimeout(200);
    return this.page.evaluate(() => window.remembered);
  }

  node(id: string): Locator {
    return this.page.locator(`.nodes > [data-id="${id}"]`);
  }

  /** The IDs of nodes with a class, from top to bottom. */
  nodes(selector = '.node'): Promise<string[]> {
    return this.page
      .locator(`.nodes > ${selector}`)
      .evaluateAll(found => found.map(one => one.getAttribute('data-id')!));
  }

  edgeCount(selector = '.edge'): Promise<number> {
    return this.page.locator(`.edges > ${selector}`).count();
  }

  /** A point of the screen on an edge, that no other lies on. */
  async pointOnEdge(index: number, part = 0.5): Promise<{ x: number; y: number }> {
    return this.page
      .locator('.edges > .edge')
      .nth(index)
      .evaluate((path, at) => {
        const line = path as SVGPathElement;
        const point = line.getPointAtLength(line.getTotalLength() * at).matrixTransform(line.getScreenCTM()!);
        return { x: point.x, y: point.y };
      }, part);
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}

function html(theme: ThemeName, sentences: Readonly<Record<string, string>>): string {
  const page = previewHtml({
    cspSource: origin,
    nonce: 'once',
    script: `${origin}/graph.js`,
    style: `${origin}/graph.css`,
    language: 'en',
    sentences,
  });
  return page.replace('<body>', `<body class="${themes[theme].body}">`);
}

declare global {
  interface Window {
    posted: FromPreview[];
    remembered: unknown;
  }
}

/** Runs in the page before its own script: what VS Code puts there. */
function vsCodeApi({ state, variables }: { state: unknown; variables: Readonly<Record<string, string>> }): void {
  window.posted = [];
  window.remembered = state;
  (window as unknown as Record<string, unknown>)['acquireVsCodeApi'] = () => ({
    postMessage: (message: FromPreview) => window.posted.push(message),
    getState: () => window.remembered,
    setState: (next: unknown) => (window.remembered = structuredClone(next)),
  });
  document.addEventListener('DOMContentLoaded', () => {
    for (const [name, value] of Object.entries(variables)) {
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    }
  });
}
