/** How many hash bits choose a branch on each level. */
const bits = 3;
const width = 1 << bits;
/** How many entries a leaf holds before it becomes a branch. */
const leafSize = 32;
/** Levels after which the hash is used up: leaves there grow. */
const deepest = 10;

/** Never changed in place: arrays that grow keep room that nobody uses, and there are very many leaves. */
interface Leaf<V> {
  readonly keys: readonly string[];
  readonly values: readonly V[];
}

interface Branch<V> {
  readonly owner: Batch | undefined;
  readonly children: (Node<V> | undefined)[];
}

type Node<V> = Leaf<V> | Branch<V>;

/** Marks nodes that one batch of changes made itself, and which nobody else can have seen: only these change in place. */
export class Batch {
  /** Makes batches a type of their own: only the value's identity counts. */
  readonly isBatch = true;
}

/**
 * An immutable map from strings: `set` and `delete` give a new map that shares all but a few nodes with the
 * old one, so that a change costs the same in a map of ten entries and of ten thousand. Changes that are
 * given the same `Batch` may reuse the nodes they made: the maps in between must not be kept.
 */
export class PersistentMap<V> {
  readonly #root: Node<V> | undefined;
  /** How many entries there are. */
  readonly size: number;

  private constructor(root: Node<V> | undefined, size: number) {
    this.#root = root;
    this.size = size;
  }

  /** The map without entries. */
  static empty<V>(): PersistentMap<V> {
    return new PersistentMap<V>(undefined, 0);
  }

  /** Whoever asks for one key in many maps may work out its hash once, here and below. */
  get(key: string, hash = hashOf(key)): V | undefined {
    let node = this.#root;
    for (let rest = hash; node !== undefined; rest >>>= bits) {
      if (isLeaf(node)) {
        const at = node.keys.indexOf(key);
        return at < 0 ? undefined : node.values[at];
      }
      node = node.children[rest & (width - 1)];
    }
    return undefined;
  }

  has(key: string, hash = hashOf(key)): boolean {
    return this.get(key, hash) !== undefined;
  }

  set(key: string, value: V, batch?: Batch, hash = hashOf(key)): PersistentMap<V> {
    const known = this.get(key, hash);
    if (known === value) return this;
    const root = set(this.#root, key, value, hash, 0, batch);
    return new PersistentMap(root, known === undefined ? this.size + 1 : this.size);
  }

  delete(key: string, batch?: Batch, hash = hashOf(key)): PersistentMap<V> {
    if (!this.has(key, hash)) return this;
    return new PersistentMap(remove(this.#root!, key, hash, batch), this.size - 1);
  }

  /** All entries, in no order that means anything. */
  *entries(): Generator<readonly [string, V]> {
    if (this.#root !== undefined) yield* entriesOf(this.#root);
  }

  /** All keys, in no order that means anything. */
  *keys(): Generator<string> {
    for (const [key] of this.entries()) yield key;
  }
}

function isLeaf<V>(node: Node<V>): node is Leaf<V> {
  return 'keys' in node;
}

function set<V>(
  node: Node<V> | undefined,
  key: string,
  value: V,
  hash: number,
  depth: number,
  batch: Batch | undefined,
): Node<V> {
  if (node === undefined) return { keys: [key], values: [value] };
  if (isLeaf(node)) return setInLeaf(node, key, value, depth, batch);
  const own = ownBranch(node, batch);
  const slot = hash & (width - 1);
  own.children[slot] = set(own.children[slot], key, value, hash >>> bits, depth + 1, batch);
  return own;
}

function setInLeaf<V>(leaf: Leaf<V>, key: string, value: V, depth: number, batch: Batch | undefined): Node<V> {
  const at = leaf.keys.indexOf(key);
  if (at < 0 && leaf.keys.length >= leafSize && depth < deepest) {
    let branch: Node<V> = { owner: batch, children: new Array<Node<V> | undefined>(width).fill(undefined) };
    const add = (k: string, v: V) => {
      branch = set(branch, k, v, hashOf(k) >>> (bits * depth), depth, batch);
    };
    leaf.keys.forEach((k, i) => add(k, leaf.values[i]!));
    add(key, value);
    return branch;
  }
  return at >= 0
    ? { keys: leaf.keys, values: leaf.values.with(at, value) }
    : // Not by spreading: V8 leaves room for sixteen more in what it spreads into.
      { keys: leaf.keys.concat([key]), values: leaf.values.concat([value]) };
}

/** The node without a key that it is known to hold; undefined where nothing is left. */
function remove<V>(node: Node<V>, key: string, hash: number, batch: Batch | undefined): Node<V> | undefined {
  if (isLeaf(node)) {
    if (node.keys.length === 1) return undefined;
    const at = node.keys.indexOf(key);
    return { keys: node.keys.toSpliced(at, 1), values: node.values.toSpliced(at, 1) };
  }
  const own = ownBranch(node, batch);
  const slot = hash & (width - 1);
  own.children[slot] = remove(own.children[slot]!, key, hash >>> bits, batch);
  return own.children.every(child => child === undefined) ? undefined : own;
}

function ownBranch<V>(branch: Branch<V>, batch: Batch | undefined): Branch<V> {
  if (batch !== undefined && branch.owner === batch) return branch;
  return { owner: batch, children: [...branch.children] };
}

function* entriesOf<V>(node: Node<V>): Generator<readonly [string, V]> {
  if (isLeaf(node)) {
    for (let i = 0; i < node.keys.length; i++) yield [node.keys[i]!, node.values[i]!];
    return;
  }
  for (const child of node.children) if (child !== undefined) yield* entriesOf(child);
}

/** A key's hash: FNV-1a over UTF-16 units, its high bits mixed in, since neighbours in one folder differ in few letters. */
export function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
