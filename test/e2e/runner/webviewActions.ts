import type { Frame, Locator, Page } from 'playwright-core';

/** What a test can see and do in the page of a webview. Selectors are Playwright's. */
export function webviewActions(page: Page, patience: number) {
  /** The frame that shows an element: a webview is a frame in a frame, and a new one whenever its page is loaded anew. */
  async function frameWith(selector: string): Promise<Frame> {
    const deadline = Date.now() + patience;
    for (;;) {
      for (const frame of page.frames()) {
        const isThere = await frame
          .locator(selector)
          .first()
          .isVisible()
          .catch(() => false);
        if (isThere) return frame;
      }
      if (Date.now() > deadline) throw new Error(`no webview shows ${selector}`);
      await page.waitForTimeout(50);
    }
  }
  const find = async (selector: string): Promise<Locator> => (await frameWith(selector)).locator(selector);

  return {
    /** Waits until a webview shows an element; gives the text of all like it. */
    async webviewTexts({ selector }: { selector: string }): Promise<string[]> {
      return (await find(selector)).allInnerTexts();
    },

    /** How many elements there are in the webview that shows another one. */
    async webviewCount({ within, selector }: { within: string; selector: string }): Promise<number> {
      return (await frameWith(within)).locator(selector).count();
    },

    /** An attribute of all elements of a kind in the webview that shows another one. */
    async webviewAttributes({
      within,
      selector,
      name,
    }: {
      within: string;
      selector: string;
      name: string;
    }): Promise<string[]> {
      const elements = (await frameWith(within)).locator(selector);
      return elements.evaluateAll((all, attribute) => all.map(one => one.getAttribute(attribute) ?? ''), name);
    },

    async webviewClick({ selector, toSide = false }: { selector: string; toSide?: boolean }): Promise<void> {
      const element = (await find(selector)).first();
      await element.click({ timeout: patience, ...(toSide && { modifiers: ['ControlOrMeta'] }) });
    },

    /** Clicks a point of a line of an SVG picture, some part of the way along it. */
    async webviewClickOnPath({ selector, part }: { selector: string; part: number }): Promise<void> {
      const path = (await find(selector)).first();
      // Of the frame's document, which this program has no types for.
      const point = await path.evaluate((element, at) => {
        const line = element as unknown as {
          getTotalLength(): number;
          getPointAtLength(length: number): { matrixTransform(by: unknown): { x: number; y: number } };
          getScreenCTM(): unknown;
        };
        const { x, y } = line.getPointAtLength(line.getTotalLength() * at).matrixTransform(line.getScreenCTM());
        const { left, top } = element.getBoundingClientRect();
        return { x: x - left, y: y - top };
      }, part);
      const box = await path.boundingBox();
      if (box === null) throw new Error(`${selector} is not shown`);
      await page.mouse.click(box.x + point.x, box.y + point.y);
    },

    async webviewFill({ selector, text }: { selector: string; text: string }): Promise<void> {
      await (await find(selector)).first().fill(text, { timeout: patience });
    },

    async webviewPress({ selector, key }: { selector: string; key: string }): Promise<void> {
      await (await find(selector)).first().press(key, { timeout: patience });
    },
  };
}
