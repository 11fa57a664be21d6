import { inflateSync } from 'node:zlib';
import { JSDOM } from 'jsdom';
import type { Page } from 'playwright-core';
import { MermaidJudge } from '../../flowchart/mermaidJudge';

/** What a test can ask of an exported graph: others than the product read it. */
export const exportActions = (page: Page) => ({
  /** A picture on the clipboard of the browser, as a PNG in Base64; empty where there is none. */
  async copiedPicture(): Promise<string> {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    // In the browser's own words: this program has no types for its clipboard.
    return page.evaluate(`(async () => {
      for (const item of await navigator.clipboard.read()) {
        if (!item.types.includes('image/png')) continue;
        const bytes = new Uint8Array(await (await item.getType('image/png')).arrayBuffer());
        return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
      }
      return '';
    })()`);
  },

  /** The texts of an SVG picture, as an XML parser reads them; fails where it is not well-formed. */
  async svgTexts({ svg }: { svg: string }): Promise<string[]> {
    const { document } = new JSDOM(svg, { contentType: 'image/svg+xml' }).window;
    if (document.documentElement.localName !== 'svg') throw new Error('no SVG picture');
    return [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
  },

  /** How many different values the data of a PNG has: one or two where the picture is blank. */
  async pngValues({ base64 }: { base64: string }): Promise<number> {
    const png = Buffer.from(base64, 'base64');
    const data: Buffer[] = [];
    // Eight bytes of signature, then chunks: length, type, data, checksum.
    for (let at = 8; at + 8 <= png.length;) {
      const length = png.readUInt32BE(at);
      if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
      at += length + 12;
    }
    return new Set(inflateSync(Buffer.concat(data))).size;
  },

  /** The IDs of the nodes that Mermaid reads in a flowchart; fails where it rejects it. */
  async mermaidNodes({ text }: { text: string }): Promise<string[]> {
    const { accept, nodes } = await (await MermaidJudge.load()).judge(text);
    if (!accept) throw new Error('Mermaid rejects it');
    return nodes.map(([id]) => id);
  },
});
