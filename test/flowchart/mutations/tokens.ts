import { splitter, type Tokens } from '../../fuzz/tokens';

const marks = '%% @{ ::: "` `" ((( ))) (( )) [[ ]] {{ }}'.split(' ');

const words =
  'end subgraph style class classDef linkStyle click call href default graph flowchart direction LR TD'.split(' ');
const moreWords = 'interpolate _self accTitle accDescr x o v 1 T1566.002 __proto__ constructor hasOwnProperty'.split(
  ' ',
);
const links = '--> --- -- - ==> == = -.-> -. .-> ~~~ ~ <--> < > --o --x . e1@'.split(' ');
const brackets = '[ ] ( ) { } | " "` `" (( )) [[ ]] {{ }} (- -) [/ \\] @ @{ :::'.split(' ');
const others = ": ; , & # %% %%{ }%% * ^ / \\ ? ! ' ` $ #35; #quot; \u2013 \ud83d \u{1f980} \ufb02".split(' ');
const blanks = [' ', '  ', '\t', '\n', '\n\n', '\r\n', '---\n', '\u00a0', '\u2028', '\ufeff', '\u200b', '<b a="c">'];

/** The tests' own, neither Mermaid's nor the reader's: what those take for a token is what is on trial. */
export const flowchartTokens: Tokens = {
  split: splitter(marks, ['-=.~<>']),
  telling: [...words, ...moreWords, ...links, ...brackets, ...others, ...blanks],
};
