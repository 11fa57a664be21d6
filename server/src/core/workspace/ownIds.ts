import type { Page } from '../page';
import { idForm } from '../parse/ids';
import { readTarget } from '../parse/linkTargets';
import { decode, stemOf } from './paths';

const whole = '(?:MOB-[TMS]\\d{4}|TA\\d{4}|T\\d{4}(?:\\.\\d{3})?|[GSMC]\\d{4})';
/** `T1566.002`, `T1566.002-Spearphishing_Link`, `T1059 - Command …`, `# T1566.002: …`. */
const atStart = new RegExp(`^(${whole})(?=$|[-_ :–—])`);
/** `Spearphishing Link - T1566.002`. */
const atEnd = new RegExp(`[-–—] ?(${whole})$`);
/** The same of an organisation's own IDs: `ACME-T0001 - Badge Cloning`, `Badge Cloning - ACME-T0001`. */
const organisationId = new RegExp(`^([A-Z][A-Z0-9_]+-${whole})(?=$|[-_ :–—])|[-–—] ?([A-Z][A-Z0-9_]+-${whole})$`);

/**
 * The ATT&CK objects that a file is the page of, by its own word: its file's name (or its path, in the form
 * `techniques/T1566/002`), a front matter alias, its ID line, or its heading. Most files are no object's page.
 */
export function ownIds(uri: string, page: Page): string[] {
  if (page.kind !== 'markdown') return [];
  const stem = stemOf(uri);
  const inName = idIn(stem) ?? pathId(uri);
  // `ACME-T0001` may be an organisation's own ID, or T0001 with a word before it: which, the catalog knows.
  const ids: string[] = [inName, organisationIdIn(stem)].filter(id => id !== undefined);
  for (const { value } of page.frontMatter?.aliases ?? []) if (isWhole(value)) ids.push(value);
  if (page.idLine !== undefined && isWhole(page.idLine.id)) ids.push(page.idLine.id);
  if (ids.length === 0) {
    // Headings only where nothing else tells, and only one: notes may have a section for each technique.
    const inHeadings = new Set(
      page.headings.flatMap(({ level, text }) => (level <= 2 ? (idIn(text) ?? organisationIdIn(text) ?? []) : [])),
    );
    if (inHeadings.size === 1) ids.push(...inHeadings);
  }
  return [...new Set(ids)];
}

/** The ID that a page's name begins or ends with: `T1566.002-Spearphishing_Link`, `Spearphishing Link - T1566.002`. */
export function idIn(text: string): string | undefined {
  return (atStart.exec(text) ?? atEnd.exec(text))?.[1];
}

function organisationIdIn(text: string): string | undefined {
  const match = organisationId.exec(text);
  return match?.[1] ?? match?.[2];
}

/** `…/techniques/T1566/002.md`. */
function pathId(uri: string): string | undefined {
  const target = readTarget(decode(uri.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')), 0);
  return target !== undefined && isWhole(target.id) ? target.id : undefined;
}

function isWhole(id: string): boolean {
  return idForm(id)?.wellFormed === true;
}
