import { isObject } from '../../json';
import { domains, type Domain } from '../catalog';
import { perDomain } from '../format';
import { thingsOfBundle } from '../stix';
import { firstParagraph } from './firstParagraph';

/**
 * What a user's own catalog has besides facts: the descriptions of the bundles that it was made of, and which
 * STIX object is which ATT&CK object, so that an organisation's own objects can refer to official ones.
 */
export interface Extras {
  /** By domain and ATT&CK ID. */
  readonly descriptions: Readonly<Record<Domain, Readonly<Record<string, string>>>>;
  /** ATT&CK IDs by STIX IDs. */
  readonly stixIds: Readonly<Record<string, string>>;
}

export const noExtras: Extras = { descriptions: perDomain(() => ({})), stixIds: {} };

/** Adds what a bundle says of a domain's objects; what it says of an object goes before what is known already. */
export function addExtras(extras: Extras, bundle: unknown, domain: Domain): Extras {
  const descriptions: Record<string, string> = { ...extras.descriptions[domain] };
  const stixIds: Record<string, string> = { ...extras.stixIds };
  for (const { stixId, id, description } of thingsOfBundle(bundle, domain)) {
    stixIds[stixId] = id;
    const paragraph = firstParagraph(description);
    if (paragraph !== '') descriptions[id] = paragraph;
  }
  return { descriptions: { ...extras.descriptions, [domain]: descriptions }, stixIds };
}

/** How many descriptions there are. */
export function countDescriptions({ descriptions }: Extras): number {
  return domains.reduce((count, domain) => count + Object.keys(descriptions[domain]).length, 0);
}

/** The extras as a file's text. */
export function writeExtras(extras: Extras): string {
  return `${JSON.stringify({ attackmark: 'catalog-extras', format: 1, ...extras })}\n`;
}

/** Reads extras back; a damaged file has none: hovers then say what they say without descriptions. */
export function readExtras(text: string): Extras {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return noExtras;
  }
  if (!isObject(value) || value['attackmark'] !== 'catalog-extras' || value['format'] !== 1) return noExtras;
  const descriptions = isObject(value['descriptions']) ? value['descriptions'] : {};
  return {
    descriptions: perDomain(domain => strings(descriptions[domain])),
    stixIds: strings(value['stixIds']),
  };
}

function strings(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
