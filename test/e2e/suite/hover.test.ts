import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openPage, seedPage } from './pages';
import { until } from './until';
import { describeInWindow, window } from './window';

describe('hover', () => {
  it('says what an ID in the list is', async () => {
    const { document } = await openPage(seedPage);
    const at = document.positionAt(document.getText().indexOf('T1566/002') + 2);
    const text = await until('a hover', async () => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        document.uri,
        at,
      );
      const contents = hovers
        .flatMap(hover => hover.contents)
        .map(content => (typeof content === 'string' ? content : content.value));
      return contents.length > 0 && contents.join('\n');
    });
    assert.match(text, /Spearphishing Link/);
  });

  describeInWindow('in the window', () => {
    afterEach(() => window.moveMouseAway());

    it('shows over a link of the list', async () => {
      await openPage(seedPage);
      const text = await window.hover({
        line: '* [Spearphishing Link]',
        text: 'T1566/002',
        withText: 'Spearphishing Link',
      });
      assert.match(text, /T1566\.002/);
    });

    it('shows over a node of the graph', async () => {
      await openPage(seedPage);
      const text = await window.hover({
        line: 'group[BlackTech] --> T1566.002',
        text: 'T1566.002',
        withText: 'Spearphishing Link',
      });
      assert.match(text, /T1566\.002/);
    });

    it('colours IDs in the list and in the graph alike, and unlike text', async () => {
      await openPage(seedPage);
      const colours = await until('the colours', async () => {
        const inList = await window.colour({ line: '* [Spearphishing Link]', text: 'T1566/002' });
        const inGraph = await window.colour({ line: 'group[BlackTech] --> T1566.002', text: 'T1566.002' });
        const label = await window.colour({ line: 'group[BlackTech] --> T1566.002', text: 'Spearphishing Link' });
        // VS Code draws lines first and colours them when it has time.
        return inList !== '' && inList === inGraph && { inGraph, label };
      });
      assert.notEqual(colours.inGraph, colours.label);
    });
  });
});
