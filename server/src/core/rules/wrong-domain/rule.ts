import { domainName } from '../../words';
import type { Rule } from '../rule';
import { wrongDomainFixes } from './fixes';

export const wrongDomain: Rule = {
  code: 'wrong-domain',
  severity: 'warning',
  scope: 'ids',
  summary: 'A technique or mitigation of another ATT&CK domain than the page’s.',
  *check(analysis) {
    const { snapshot } = analysis;
    for (const { id, span, verdict } of analysis.placesOf('wrong-domain')) {
      const { object, domain } = verdict;
      const twins = snapshot.named(object.name, object.type);
      const twin = twins.length === 1 ? ` ${domainName(snapshot.domain)} has ${twins[0]!.id} of that name.` : '';
      yield {
        span,
        message: `${id} ${object.name} belongs to ATT&CK for ${domainName(domain)}, and this page is about ${domainName(snapshot.domain)}.${twin} Use an ID of the page’s domain, or set the page’s domain (attack-domain in the front matter).`,
        data: { id, domain, ...(twins.length === 1 ? { replacement: twins[0]!.id } : {}) },
      };
    }
  },
  fixes: wrongDomainFixes,
};
