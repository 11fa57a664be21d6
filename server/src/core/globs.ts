/** A longer glob is nobody's, and matches nothing. */
const longestGlob = 1000;

/**
 * Compiles globs as editors write them (`**`, `*`, `?`, `{a,b}`, `[a-z]`) into one test of a path with `/`
 * between its parts. A pattern without `/` goes for names in any folder, one that begins with `/` or `./` for the top
 * one; one that names a folder goes for all that is in it too. A glob that cannot be read matches nothing.
 *
 * Settings come with a workspace, and may be anyone's: a test takes time in step with the path and the glob. A regular
 * expression made of `*a*a*a` would try every way in which the stars could share a path.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const matcher = new Matcher(globs.flatMap(glob => readGlob(glob) ?? []));
  return path => matcher.matches(path);
}

/** A state of the automaton that a glob is read into. */
interface State {
  /** What unit leads on from here, and to where; undefined where `next` is reached without one. */
  readonly takes?: (unit: string) => boolean;
  readonly next: State[];
}

/** What a whole glob has been matched at. */
const end: State = { next: [] };

const isAny = () => true;
const isInName = (unit: string) => unit !== '/';

function readGlob(glob: string): State | undefined {
  const fromTop = glob.replace(/^\.?\//, '');
  const trimmed = fromTop.replace(/\/+$/, '');
  if (trimmed === '' || glob.length > longestGlob) return undefined;
  const isAnchored = fromTop !== glob || trimmed.includes('/');
  return readTokens(isAnchored ? trimmed : `**/${trimmed}`);
}

function readTokens(glob: string): State | undefined {
  const start: State = { next: [] };
  /** Of each brace that is open: where its alternatives begin, and where those that are read end. */
  const braces: { readonly from: State; readonly to: State }[] = [];
  let last = start;
  const goOn = (state: State, next: State) => {
    last.next.push(state);
    last = next;
  };
  const take = (takes: (unit: string) => boolean) => {
    const next: State = { next: [] };
    goOn({ takes, next: [next] }, next);
  };
  const repeat = (takes: (unit: string) => boolean) => {
    const loop: State = { next: [] };
    loop.next.push({ takes, next: [loop] });
    goOn(loop, loop);
  };
  for (let at = 0; at < glob.length; at++) {
    const mark = glob[at]!;
    const brace = braces.at(-1);
    if (glob.startsWith('**/', at)) {
      const before = last;
      repeat(isAny);
      take(unit => unit === '/');
      // No folder at all is as good.
      before.next.push(last);
      at += 2;
    } else if (glob.startsWith('**', at)) {
      repeat(isAny);
      at++;
    } else if (mark === '*') repeat(isInName);
    else if (mark === '?') take(isInName);
    else if (mark === '{') {
      const from: State = { next: [] };
      goOn(from, from);
      braces.push({ from, to: { next: [] } });
    } else if (mark === ',' && brace !== undefined) {
      last.next.push(brace.to);
      last = { next: [] };
      brace.from.next.push(last);
    } else if (mark === '}' && brace !== undefined) {
      goOn(brace.to, brace.to);
      braces.pop();
    } else if (mark === '[' && glob.indexOf(']', at + 2) > 0) {
      const close = glob.indexOf(']', at + 2);
      const takes = readClass(glob.slice(at + 1, close));
      if (takes === undefined) return undefined;
      take(takes);
      at = close;
    } else take(unit => unit === mark);
  }
  last.next.push(end);
  return braces.length === 0 ? start : undefined;
}

/** The units that stand for a class of a glob, `!a-z`; undefined where it cannot be read. */
function readClass(units: string): ((unit: string) => boolean) | undefined {
  const source = units.replace(/^!/, '^').replaceAll('\\', '\\\\');
  try {
    const shape = new RegExp(`^[${source}]$`);
    return unit => shape.test(unit);
  } catch {
    return undefined;
  }
}

/** All that a path may have come to in some globs at one of its units. */
interface Progress {
  readonly states: ReadonlySet<State>;
  /** Where each unit leads, as far as one has asked. */
  readonly next: Map<string, Progress>;
}

/** So many steps are remembered: globs as people write them need some hundred. */
const mostRemembered = 10_000;

/** Tests paths against globs together, a unit at a time; what a unit led to once is not worked out again. */
class Matcher {
  readonly #globs: readonly State[];
  readonly #ids = new Map<State, number>();
  #known = new Map<string, Progress>();
  #remembered = 0;
  #start: Progress;

  constructor(globs: readonly State[]) {
    this.#globs = globs;
    this.#start = this.#at(globs);
  }

  /** True where a path, or a folder that it lies in, is what one of the globs says. */
  matches(path: string): boolean {
    let progress = this.#start;
    for (let at = 0; at < path.length; at++) {
      const unit = path[at]!;
      if (unit === '/' && progress.states.has(end)) return true;
      if (progress.states.size === 0) return false;
      progress = progress.next.get(unit) ?? this.#step(progress, unit);
    }
    return progress.states.has(end);
  }

  #step({ states, next }: Progress, unit: string): Progress {
    const taken: State[] = [];
    for (const state of states) if (state.takes?.(unit) === true) taken.push(...state.next);
    if (++this.#remembered > mostRemembered) {
      this.#known = new Map();
      this.#remembered = 0;
      this.#start = this.#at(this.#globs);
      return this.#at(taken);
    }
    const progress = this.#at(taken);
    next.set(unit, progress);
    return progress;
  }

  #at(from: readonly State[]): Progress {
    const states = new Set(from);
    // What is reached without a unit comes in on the way, and is looked at too.
    for (const state of states) if (state.takes === undefined) for (const next of state.next) states.add(next);
    const ids = [...states].map(state => this.#idOf(state));
    const key = ids.sort((a, b) => a - b).join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const progress: Progress = { states, next: new Map() };
    this.#known.set(key, progress);
    return progress;
  }

  #idOf(state: State): number {
    const id = this.#ids.get(state) ?? this.#ids.size;
    this.#ids.set(state, id);
    return id;
  }
}
