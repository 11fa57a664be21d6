import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { graphTabs, openPage, seedPage } from '../suite/pages';
import { window } from '../suite/window';

const picture = '.nodes > .node';

/**
 * The suite starts anew with the window. In the first window there is no preview yet: it opens one and has
 * the window reloaded, which ends it. In the second window the preview is there, and is looked at.
 */
describe('graph preview', () => {
  it('comes back as it was after a reload of the window', async () => {
    const [tab] = graphTabs();
    if (tab === undefined) return reloadWithPreview();

    assert.equal(tab.label, '[Graph] G0098.md');
    await window.webviewTexts({ selector: picture });
    assert.deepEqual(await ids('.node.selected'), ['M1017']);
    assert.deepEqual(await ids('.node.found'), ['M1017', 'M1018']);
    assert.deepEqual(await window.webviewTexts({ selector: '.found-count' }), ['1 / 2']);
    assert.ok((await window.webviewCount({ within: picture, selector: '.heading' })) > 3, 'techniques are by tactic');
    const [lock] = await window.webviewAttributes({
      within: picture,
      selector: '.toolbar [aria-label*="page: follow"]',
      name: 'aria-pressed',
    });
    assert.equal(lock, 'true');
  });
});

async function reloadWithPreview(): Promise<void> {
  await openPage(seedPage);
  await vscode.commands.executeCommand('attackmark.openPreviewToSide');
  await window.webviewTexts({ selector: picture });
  await window.webviewFill({ selector: '.search', text: 'user' });
  await window.webviewClick({ selector: '.toolbar [aria-label="Techniques by tactic"]' });
  await window.webviewClick({ selector: '.toolbar [aria-label*="lock to this page"]' });
  await window.webviewClick({ selector: '.nodes > [data-id="M1017"]' });
  await window.webviewTexts({ selector: '.node.selected[data-id="M1017"]' });
  await window.webviewTexts({ selector: '.toolbar [aria-label*="page: follow"]' });
  await vscode.commands.executeCommand('workbench.action.reloadWindow');
  await new Promise<never>(() => undefined);
}

async function ids(selector: string): Promise<string[]> {
  return (await window.webviewAttributes({ within: picture, selector, name: 'data-id' })).sort();
}
