import assert from 'node:assert/strict';
import { noFilters, type Filters } from '../../client/src/preview/state';
import { searchNodes } from '../../client/webview/search';
import { visiblePart } from '../../client/webview/visible';
import { edge, graph, modelOfSample, node } from './models';

describe('search', () => {
  const model = modelOfSample('groups/G0098.md', '15.1');
  const found = (search: string) => [...searchNodes(model, search)].sort();

  it('finds by ID, in both ways to write it', () => {
    assert.deepEqual(found('T1566.002'), ['T1566.002']);
    assert.deepEqual(found('t1566/002'), ['T1566.002']);
    assert.deepEqual(found('T1566'), ['T1566.001', 'T1566.002']);
  });

  it('finds by name, in any case', () => {
    assert.deepEqual(found('user training'), ['M1017']);
  });

  it('finds by tactic', () => {
    assert.deepEqual(found('Resource Development'), ['T1588.002', 'T1588.003', 'T1588.004']);
    assert.deepEqual(found('lateral-movement'), ['T1021.004']);
  });

  it('wants all words, in any order and across names', () => {
    assert.deepEqual(found('attachment T1566'), ['T1566.001']);
    assert.deepEqual(found('initial access link'), ['T1566.002']);
    assert.deepEqual(found('attachment M1017'), []);
  });

  it('finds the group', () => {
    assert.deepEqual(found('blacktech'), ['group']);
  });

  it('does without accents', () => {
    assert.deepEqual([...searchNodes(graph(['group T1'], [node('T1', { label: 'Café' })]), 'cafe')], ['T1']);
  });

  it('finds nothing for nothing', () => {
    assert.deepEqual(found('  '), []);
  });
});

describe('filters', () => {
  const model = graph(
    ['group T1', 'group T2', 'group T3', 'T1 M1', 'T2 M1', 'T2 M2', edge('T3 M3', { kind: 'missing' })],
    [
      node('T1', { tactics: ['execution'] }),
      node('T2', { tactics: ['impact', 'execution'], state: 'revoked' }),
      node('T3', { tactics: ['discovery'] }),
      node('M2', { state: 'deprecated' }),
      node('M3', { ranges: [] }),
    ],
  );
  const shown = (filters: Partial<Filters> = {}, missing = true) => {
    const part = visiblePart(model, { filters: { ...noFilters, ...filters }, missing });
    return part.nodes.map(({ id }) => id).join(' ');
  };

  it('show everything when there are none', () => {
    const part = visiblePart(model, { filters: noFilters, missing: true });
    assert.equal(part.nodes.length, model.nodes.length);
    assert.equal(part.edges.length, model.edges.length);
  });

  it('leave out what the page lacks', () => {
    assert.equal(shown({}, false), 'group T1 T2 T3 M1 M2');
  });

  it('show the techniques of a tactic with their mitigations', () => {
    assert.equal(shown({ tactics: ['execution'] }), 'group T1 T2 M1 M2');
    assert.equal(shown({ tactics: ['impact'] }), 'group T2 M1 M2');
    assert.equal(shown({ tactics: ['impact', 'discovery'] }), 'group T2 T3 M1 M2 M3');
  });

  it('show nodes of a state with what they are joined to', () => {
    assert.equal(shown({ states: ['revoked'] }), 'group T2 M1 M2');
    assert.equal(shown({ states: ['deprecated'] }), 'group T2 M2');
  });

  it('show only what is uncovered', () => {
    assert.equal(shown({ uncovered: true }, false), 'group T3');
  });

  it('go together', () => {
    assert.equal(shown({ tactics: ['execution'], states: ['revoked'] }), 'group T2 M1 M2');
    assert.equal(shown({ tactics: ['execution'], uncovered: true }), 'group');
  });

  it('leave no edge without its ends', () => {
    const part = visiblePart(model, { filters: { ...noFilters, states: ['deprecated'] }, missing: true });
    const ids = new Set(part.nodes.map(({ id }) => id));
    assert.ok(part.edges.every(({ from, to }) => ids.has(from) && ids.has(to)));
  });
});
