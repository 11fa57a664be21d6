import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { exportActions } from './exportActions';
import { webviewActions } from './webviewActions';

/** Windows are slow to draw on a loaded machine; a test says itself how long it waits in all. */
const patience = 15_000;

/**
 * What a test can see and do in the window of VS Code, as a user would: with the eyes, the mouse and the keyboard.
 * Arguments and results are plain data, for they travel.
 */
export function windowActions(page: Page, shots: string) {
  const editor = page.locator('.editor-instance').first();
  const hover = page.locator('.monaco-hover:visible, .workbench-hover:visible');
  const suggestions = page.locator('.suggest-widget.visible .monaco-list-row');
  const quickPick = page.locator('.quick-input-widget:visible');
  const rowsOf = (view: string): Locator =>
    page
      .locator('.pane', { has: page.locator('.pane-header', { hasText: view }) })
      .locator('.pane-body .monaco-list-row');
  const seen = (locator: Locator): Promise<void> => locator.first().waitFor({ timeout: patience });

  /** The piece of a line of the editor that holds some text and as little else as possible. */
  const place = (line: string, text: string): Locator =>
    editor.locator('.view-line', { hasText: line }).first().locator('span > span', { hasText: text }).first();

  return {
    ...webviewActions(page, patience),
    ...exportActions(page),

    /** Writes a picture of the window. */
    async screenshot({ name }: { name: string }): Promise<void> {
      await page.screenshot({ path: join(shots, `${name}.png`), animations: 'disabled', caret: 'initial' });
    },

    /** Presses keys one after another: `ArrowDown`, `Enter`, `Control+Space`. */
    async press({ keys }: { keys: readonly string[] }): Promise<void> {
      for (const key of keys) await page.keyboard.press(key);
    },

    /** Types text as a person does. */
    async type({ text }: { text: string }): Promise<void> {
      await page.keyboard.type(text, { delay: 30 });
    },

    /** Waits for a finding in the Problems view; gives the text of all rows that are shown. */
    async problems({ withText }: { withText: string }): Promise<string[]> {
      const rows = page.locator('.markers-panel .monaco-list-row');
      await seen(rows.filter({ hasText: withText }));
      return rows.allInnerTexts();
    },

    /** Rests the mouse on some text in the editor; gives what the hover says, once it says what is waited for. */
    async hover({ line, text, withText }: { line: string; text: string; withText: string }): Promise<string> {
      const shown = hover.filter({ hasText: withText }).first();
      // Lines that move while the mouse rests on them (word wrap, a late finding) take the hover away: rest it again.
      for (let tries = 4; ; tries--) {
        await place(line, text).hover({ timeout: patience });
        try {
          await shown.waitFor({ timeout: patience / 4 });
          return await shown.innerText();
        } catch (error) {
          if (tries === 1) throw error;
          await page.mouse.move(1, 1);
        }
      }
    },

    /** Takes the mouse off the editor, so that nothing hovers. */
    async moveMouseAway(): Promise<void> {
      await page.mouse.move(1, 1);
      await hover.first().waitFor({ state: 'hidden', timeout: patience });
    },

    /** The colour of some text in the editor. */
    async colour({ line, text }: { line: string; text: string }): Promise<string> {
      return place(line, text).evaluate(element => element.ownerDocument.defaultView!.getComputedStyle(element).color);
    },

    /** Waits for a completion; gives the text of all that are shown. */
    async suggestions({ withText }: { withText: string }): Promise<string[]> {
      await seen(suggestions.filter({ hasText: withText }));
      return suggestions.allInnerTexts();
    },

    /** Waits until a choice is open and offers something; gives all that it offers. */
    async quickPick({ withText }: { withText: string }): Promise<string[]> {
      const rows = quickPick.locator('.monaco-list-row');
      await seen(rows.filter({ hasText: withText }));
      return rows.allInnerTexts();
    },

    /** Waits until an input is open and holds a text, and accepts it. */
    async acceptInput({ withText }: { withText: string }): Promise<void> {
      const input = quickPick.locator('.quick-input-box input');
      await seen(input);
      const deadline = Date.now() + patience;
      while ((await input.inputValue()) !== withText) {
        if (Date.now() > deadline) throw new Error(`the input holds ${await input.inputValue()}`);
        await page.waitForTimeout(50);
      }
      await input.press('Enter');
    },

    /** Waits for a change in the preview of a refactoring; gives each row of it, with the state of its box. */
    async refactoring({ withText }: { withText: string }): Promise<{ text: string; isTicked: boolean | undefined }[]> {
      const rows = page.locator('.bulk-edit-panel .monaco-list-row');
      await seen(rows.filter({ hasText: withText }));
      const all = [];
      for (const row of await rows.all()) {
        const box = row.locator('.edit-checkbox');
        const isTicked = (await box.count()) > 0 ? await box.first().isChecked() : undefined;
        all.push({ text: await row.innerText(), isTicked });
      }
      return all;
    },

    /** Ticks or unticks the box of a change in the preview of a refactoring. */
    async tickRefactoring({ withText }: { withText: string }): Promise<void> {
      const row = page.locator('.bulk-edit-panel .monaco-list-row', { hasText: withText }).first();
      await row.locator('.edit-checkbox').first().click({ timeout: patience });
    },

    /** Waits for the preview of a refactoring and has it made; agrees to all of it before, where it asks for that. */
    async applyRefactoring({ all = false }: { all?: boolean }): Promise<void> {
      const panel = page.locator('.bulk-edit-panel');
      // The first row is the file, or the reason, that all others are below.
      if (all) await panel.locator('.monaco-list-row .edit-checkbox').first().setChecked(true, { timeout: patience });
      await panel.getByRole('button', { name: 'Apply' }).click({ timeout: patience });
    },

    /** Opens the language status of the active page; gives what it says, once it says what is waited for. */
    async languageStatus({ withText }: { withText: string }): Promise<string> {
      await page.locator('[id="status.languageStatus"]').hover({ timeout: patience });
      const shown = page.locator('.hover-language-status:visible', { hasText: withText }).first();
      await seen(shown);
      return shown.innerText();
    },

    /** Waits for a message in the list of notifications, which is open; gives what all of them say. */
    async messages({ withText }: { withText: string }): Promise<string[]> {
      const rows = page.locator('.notifications-center .notification-list-item-message');
      await seen(rows.filter({ hasText: withText }));
      return rows.allInnerTexts();
    },

    /** Clicks a button of a message in the list of notifications. */
    async clickInMessage({ withText, button }: { withText: string; button: string }): Promise<void> {
      const message = page.locator('.notifications-center .notification-list-item', { hasText: withText }).first();
      await message.getByRole('button', { name: button, exact: true }).click({ timeout: patience });
    },

    /** Waits until the walkthrough says something; gives all that it says. */
    async walkthrough({ withText }: { withText: string }): Promise<string> {
      const shown = page.locator('.gettingStartedContainer:visible', { hasText: withText });
      await seen(shown);
      return shown.first().innerText();
    },

    /** Opens a step of the walkthrough and clicks its button. */
    async clickInWalkthrough({ step, button }: { step: string; button: string }): Promise<void> {
      const shown = page.locator('.gettingStartedContainer:visible').first();
      const open = shown.locator('[data-step-id].expanded', { hasText: step });
      if ((await open.count()) === 0) await shown.getByRole('heading', { name: step, exact: true }).click();
      await shown.getByRole('button', { name: button, exact: true }).click({ timeout: patience });
    },

    /** Waits for a quick fix in the menu of them; gives the text of all that are shown. */
    async quickFixes({ withText }: { withText: string }): Promise<string[]> {
      const rows = page.locator('.action-widget:visible .monaco-list-row');
      await seen(rows.filter({ hasText: withText }));
      return rows.allInnerTexts();
    },

    /** Waits for a row of a view in a side bar; gives the text of all rows that are shown. */
    async viewRows({ view, withText }: { view: string; withText: string }): Promise<string[]> {
      const rows = rowsOf(view);
      await seen(rows.filter({ hasText: withText }));
      return rows.allInnerTexts();
    },

    /** Clicks a row of a view: it opens, or shows what is below it. */
    async clickRow({ view, withText }: { view: string; withText: string }): Promise<void> {
      await rowsOf(view).filter({ hasText: withText }).first().click({ timeout: patience });
    },

    /** Waits until a new name is asked for, and gives it. */
    async renameTo({ text }: { text: string }): Promise<void> {
      const input = page.locator('.rename-box input.rename-input');
      await seen(input);
      await input.fill(text);
      await input.press('Enter');
    },

    /** Crashes the page: for the runner's own tests. */
    async crash(): Promise<void> {
      void page.goto('chrome://crash').catch(() => undefined);
    },
  };
}

export type WindowActions = ReturnType<typeof windowActions>;

/** Runs the action of a name. */
export async function perform(actions: WindowActions, name: string, argument: unknown): Promise<unknown> {
  if (!Object.hasOwn(actions, name)) throw new Error(`the runner has no action ${name}`);
  // The suite's side is typed by WindowActions: what arrives is what the action takes.
  const action = actions[name as keyof WindowActions] as (argument: unknown) => Promise<unknown>;
  return action(argument);
}
