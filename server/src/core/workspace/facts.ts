import type { Page } from '../page';
import { idForm, isTechniqueId } from '../parse/ids';
import { references } from '../places/references';
import { wikilinks } from '../places/wikilinks';
import { ownIds } from './ownIds';
import { linkStem, stemOf } from './paths';
import type { StringPool } from './stringPool';

/**
 * What other files may want to know of one file. No offsets and no prose: typing prose gives equal facts, and
 * equal facts change nothing anywhere else. All lists are sorted and hold each value once.
 */
export interface PageFacts {
  readonly kind: 'group' | 'notes' | 'sigma' | 'layer';
  /** The first heading that names the page; the file's name where there is none. */
  readonly title: string;
  /** The ATT&CK objects that this file is the page of. */
  readonly owns: readonly string[];
  /** By what names the file may be found, in small letters: its title, its file's name, front matter aliases. */
  readonly names: readonly string[];
  /** Every ID that stands anywhere in it. */
  readonly ids: readonly string[];
  /** Of a group page: the techniques of its list and its graph. Of a rule or a layer: its techniques. */
  readonly techniques: readonly string[];
  /** Of a group page: `T1566.002 M1017` for each technique and mitigation that an edge joins. */
  readonly mitigated: readonly string[];
  /** The last parts of all targets of links to files, in small letters and without `.md`: `t1566.002-spearphishing_link`. */
  readonly links: readonly string[];
  /** The version and domain that the file names itself, as written. */
  readonly pinned: string;
}

/** The facts of a file that lies at a URI. `pool` keeps the strings of many files once. */
export function factsOf(uri: string, page: Page, pool?: StringPool): PageFacts {
  const kept = (text: string) => pool?.of(text) ?? text;
  const sorted = (values: readonly string[]) => (values.length === 0 ? none : [...new Set(values)].sort().map(kept));
  const stem = stemOf(uri);
  const { techniques, mitigated, isGroupPage } = groupFacts(page);
  const title = page.title?.text ?? page.headings[0]?.text ?? stem;
  const own = ownIds(uri, page);
  const aliases = page.frontMatter?.aliases ?? [];
  return {
    kind: page.kind !== 'markdown' ? page.kind : isGroupPage ? 'group' : 'notes',
    title: kept(title),
    owns: sorted(own),
    names: sorted([title, stem, ...aliases.map(({ value }) => value)].map(name => name.toLowerCase())),
    ids: sorted([...references(page).map(({ id }) => id), ...own]),
    techniques: sorted(techniques),
    mitigated: sorted(mitigated),
    links: sorted(linkStems(page)),
    pinned: kept(`${page.frontMatter?.attackVersion?.value ?? ''} ${page.frontMatter?.attackDomain?.value ?? ''}`),
  };
}

/** True when two facts say the same. */
export function equalFacts(a: PageFacts, b: PageFacts): boolean {
  return (
    a.kind === b.kind &&
    a.title === b.title &&
    a.pinned === b.pinned &&
    lists.every(list => a[list].length === b[list].length && a[list].every((value, i) => value === b[list][i]))
  );
}

const lists = ['owns', 'names', 'ids', 'techniques', 'mitigated', 'links'] as const;

/** What a page says about its group, without asking ATT&CK: as `Analysis` does, but by the IDs' form alone. */
function groupFacts(page: Page): { techniques: string[]; mitigated: string[]; isGroupPage: boolean } {
  const techniques: string[] = [];
  const mitigated: string[] = [];
  let isGroupPage =
    (page.idLine !== undefined && page.idLine.id !== '') ||
    page.techniqueList !== undefined ||
    page.frontMatter?.tags.includes('groups') === true;
  for (const { id } of page.techniqueList?.items ?? []) if (isTechniqueId(id)) techniques.push(id);
  for (const { flowchart } of page.graphs) {
    for (const { from, to } of flowchart.edges) {
      const isGroup = from.id === 'group' || idForm(from.id)?.type === 'group';
      if (isGroup && isTechniqueId(to.id)) techniques.push(to.id);
      if (isTechniqueId(from.id) && isMitigationId(to.id)) mitigated.push(`${from.id} ${to.id}`);
      if (isTechniqueId(from.id) || isTechniqueId(to.id)) isGroupPage = true;
    }
  }
  for (const { id } of page.idPlaces) if (isTechniqueId(id)) techniques.push(id);
  return { techniques, mitigated, isGroupPage };
}

function isMitigationId(id: string): boolean {
  const form = idForm(id);
  return form?.type === 'mitigation' && form.wellFormed;
}

function linkStems(page: Page): string[] {
  const stems = wikilinks(page).map(({ target }) => linkStem(target));
  for (const { target, reference } of page.links) {
    const stem = isFileLink(target, reference?.goodForm === true) ? linkStem(target) : '';
    if (stem !== '') stems.push(stem);
  }
  return stems;
}

/**
 * True for a target that may name a file of the workspace. `techniques/T1566/002` names ATT&CK's technique,
 * wherever a page about it lies; the same with `.md` names a file.
 */
export function isFileLink(target: string, namesAttack: boolean): boolean {
  if (target === '' || target.startsWith('#') || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(target)) return false;
  return !namesAttack || /\.md(?:[#?]|$)/i.test(target);
}

const none: readonly string[] = [];
