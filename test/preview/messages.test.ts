import assert from 'node:assert/strict';
import { isGraphModel, readFromPreview, readToPreview } from '../../client/src/preview/messages';
import { newState, readState } from '../../client/src/preview/state';
import { modelOfSample } from './models';

describe('messages', () => {
  const uri = 'file:///G0098.md';
  const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
  const model = modelOfSample('groups-with-faults/G1024.md');

  it('are read in both directions', () => {
    for (const message of [
      { type: 'page', uri, file: 'G0098.md', locked: false, model },
      { type: 'page', uri, file: 'G0098.md', locked: true, model: null },
      { type: 'cursor', uri, position: { line: 1, character: 2 } },
      { type: 'notice', text: 'Done.' },
    ]) {
      assert.equal(readToPreview(message), message);
    }
    for (const message of [
      { type: 'ready' },
      { type: 'reveal', uri, range, toSide: true, focus: false },
      { type: 'insert', uri, from: 'T1190', to: 'M1037' },
      { type: 'export', uri, format: 'svg', target: 'file', data: '<svg/>' },
      { type: 'export', uri, format: 'png', target: 'file', data: new Uint8Array(3) },
      { type: 'lock', locked: true },
      { type: 'failure', text: 'Oh.' },
    ]) {
      assert.equal(readFromPreview(message), message);
    }
  });

  it('of another shape are not', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      [],
      {},
      { type: 'toString' },
      { type: '__proto__' },
      { type: 'reveal', uri, range: { start: 1 }, toSide: true, focus: false },
      { type: 'reveal', uri, range, toSide: 'yes', focus: false },
      { type: 'insert', uri, from: 'T1190' },
      { type: 'export', uri, format: 'exe', target: 'file', data: '' },
      { type: 'export', uri, format: 'svg', target: 'file', data: { length: 3 } },
      { type: 'page', uri, file: 'x', locked: false, model },
    ]) {
      assert.equal(readFromPreview(message), undefined);
    }
    assert.equal(readToPreview({ type: 'ready' }), undefined);
    assert.equal(
      readToPreview({ type: 'page', uri, file: 'x', locked: false, model: { ...model, nodes: [{}] } }),
      undefined,
    );
  });

  it('hold whole models only', () => {
    assert.ok(isGraphModel(JSON.parse(JSON.stringify(model))));
    for (const field of Object.keys(model)) assert.ok(!isGraphModel({ ...model, [field]: 1 }), field);
  });
});

describe('what is remembered', () => {
  it('is read back', () => {
    const state = { ...newState, uri: 'file:///a.md', locked: true };
    assert.equal(readState(state), state);
  });

  it('is forgotten where it is of another shape', () => {
    for (const saved of [undefined, null, 1, {}, { ...newState, order: 'random' }, { ...newState, pages: [{}] }]) {
      assert.equal(readState(saved), newState);
    }
  });
});
