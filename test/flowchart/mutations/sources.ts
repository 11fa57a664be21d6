import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { readMarks } from '../../harness/marks';
import { materialPath } from '../../harness/material';
import { groups } from '../cases';
import { randomFlowchart } from '../randomFlowcharts';
import { ownVerdict } from '../verdicts';

/** Longer texts take Mermaid long and add nothing that a short one has not. */
const longest = 700;

/** Flowcharts from elsewhere, with Mermaid's verdict; no part of the repository. */
const corpus = materialPath('mermaid', 'cases.jsonl');

/**
 * Accepted flowcharts to start from: the reader's own cases, random ones, and, where they are beside the project
 * and `withCorpus` is set, some two thousand from all over. The same list each time.
 */
export function acceptedFlowcharts(withCorpus: boolean): string[] {
  const texts = [...ownCases(), ...fc.sample(randomFlowchart, { seed: 338, numRuns: 400 })];
  if (withCorpus && existsSync(corpus)) texts.push(...corpusCases());
  return [...new Set(texts)].filter(text => text.length <= longest && ownVerdict(text).accept);
}

function ownCases(): string[] {
  return Object.values(groups)
    .flat()
    .flatMap(({ text, whole, fixed }) =>
      (fixed === undefined ? [text] : [text, fixed]).map(one => (whole ? one : `flowchart LR\n${one}`)),
    )
    .map(text => readMarks(text).text);
}

function corpusCases(): string[] {
  return readFileSync(corpus, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as { text: string; accept: boolean })
    .filter(({ accept }) => accept)
    .map(({ text }) => text);
}
