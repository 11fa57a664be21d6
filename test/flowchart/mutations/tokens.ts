import { splitter, type Tokens } from '../../fuzz/tokens';

const MARKS = '%% @{ ::: "` `" ((( ))) (( )) [[ ]] {{ }}'.split(' ');

const WORDS =
  'end subgraph style class classDef linkStyle click call href default graph flowchart direction LR TD'.split(' ');
const MORE_WORDS = 'interpolate _self accTitle accDescr x o v 1 T1566.002 __proto__ constructor hasOwnProperty'.split(
  ' ',
);
const LINKS = '--> --- -- - ==> == = -.-> -. .-> ~~~ ~ <--> < > --o --x . e1@'.split(' ');
const BRACKETS = '[ ] ( ) { } | " "` `" (( )) [[ ]] {{ }} (- -) [/ \\] @ @{ :::'.split(' ');
const OTHERS = ": ; , & # %% %%{ }%% * ^ / \\ ? ! ' ` $ #35; #quot; \u2013 \ud83d \u{1f980} \ufb02".split(' ');
const BLANKS = [' ', '  ', '\t', '\n', '\n\n', '\r\n', '---\n', '\u00a0', '\u2028', '\ufeff', '\u200b', '<b a="c">'];

/** The tests' own, neither Mermaid's nor the reader's: what those take for a token is what is on trial. */
export const flowchartTokens: Tokens = {
  split: splitter(MARKS, ['-=.~<>']),
  telling: [...WORDS, ...MORE_WORDS, ...LINKS, ...BRACKETS, ...OTHERS, ...BLANKS],
};
