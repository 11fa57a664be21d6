import type { PageStatus } from '../../server/src/lsp/protocol';

/** The two lines of the status item. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
}

const sources: Readonly<Record<PageStatus['decidedBy'], string>> = {
  'front matter': 'from the page’s front matter',
  'configuration file': 'from .attackmark.json',
  setting: 'from the settings',
  default: 'by default',
};

/** Names a domain in running text. */
export function domainName(domain: PageStatus['domain']): string {
  return domain === 'ics' ? 'ICS' : domain;
}

/** Says which ATT&CK a page is checked against, and who decided it: `ATT&CK 18.1 · enterprise`, `18.1 from the page’s front matter`. */
export function describeStatus(status: PageStatus): StatusText {
  const domain = domainName(status.domain);
  // An editor's settings always hold a value: `latest` from there is nobody's decision.
  const isDefault = status.wanted === 'latest' && status.decidedBy === 'setting';
  let detail = `${status.wanted} ${sources[isDefault ? 'default' : status.decidedBy]}`;
  if (status.wanted !== 'latest' && status.wanted !== status.version) detail += `, which ${domain} lacks`;
  return { text: `ATT&CK ${status.version} · ${domain}`, detail };
}
