const domainNames: Readonly<Record<string, string>> = { enterprise: 'Enterprise', mobile: 'Mobile', ics: 'ICS' };

/** A domain as people call it: `Enterprise`, `ICS`. */
export function domainName(domain: string): string {
  return domainNames[domain] ?? domain;
}

/** A number and what it counts: `1 technique`, `2 techniques`. */
export function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`;
}

/** Orders texts by their UTF-16 units, the same on every machine and in every language: negative when `a` comes first. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
