import type { Translate } from '../../../server/src/core/translate';
import type { PageStatus } from '../../../server/src/lsp/protocol';

/** The two lines of the status item. */
export interface StatusText {
  readonly text: string;
  readonly detail: string;
}

/** Says who decided the version. Whole sentences: in other languages the words stand in another order. */
function sourced(wanted: string, source: PageStatus['decidedBy'], t: Translate): string {
  switch (source) {
    case 'front matter':
      return t('{0} from the page’s front matter', wanted);
    case 'configuration file':
      return t('{0} from .attackmark.json', wanted);
    case 'setting':
      return t('{0} from the settings', wanted);
    case 'default':
      return t('{0} by default', wanted);
  }
}

/** Names a domain in running text. */
export function domainName(domain: PageStatus['domain']): string {
  return domain === 'ics' ? 'ICS' : domain;
}

/** Says which ATT&CK a page is checked against, and who decided it: `ATT&CK 18.1 · enterprise`, `18.1 from the page’s front matter`. */
export function describeStatus(status: PageStatus, t: Translate): StatusText {
  const domain = domainName(status.domain);
  // An editor's settings always hold a value: `latest` from there is nobody's decision.
  const isDefault = status.wanted === 'latest' && status.decidedBy === 'setting';
  let detail = sourced(status.wanted, isDefault ? 'default' : status.decidedBy, t);
  if (status.wanted !== 'latest' && status.wanted !== status.version)
    detail = t('{0}, which {1} lacks', detail, domain);
  return { text: `ATT&CK ${status.version} · ${domain}`, detail };
}
