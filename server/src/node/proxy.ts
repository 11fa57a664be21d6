/** Where a proxy may be named. */
export interface ProxySettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The editor's, which goes before the environment's. */
  readonly proxy?: string;
}

/** The proxy that goes for an address; undefined where there is none, or `NO_PROXY` takes the host out. */
export function proxyFor(address: URL, { env, proxy }: ProxySettings): URL | undefined {
  if (isExempt(address, either(env, 'NO_PROXY'))) return undefined;
  const named = [
    proxy,
    either(env, address.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'),
    either(env, 'ALL_PROXY'),
  ].find(value => value !== undefined && value !== '');
  if (named === undefined) return undefined;
  const url = /^[a-z]+:\/\//i.test(named) ? named : `http://${named}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

function either(env: ProxySettings['env'], name: string): string | undefined {
  return env[name.toLowerCase()] ?? env[name];
}

/** `NO_PROXY`: hosts with their subdomains, with or without a port, set apart by commas; `*` is all of them. */
function isExempt({ hostname, port, protocol }: URL, list = ''): boolean {
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).some(entry => {
    if (entry === '*') return true;
    const [, host = '', wantedPort] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (host === '' || (wantedPort !== undefined && wantedPort !== ownPort)) return false;
    return hostname === host || hostname.endsWith(`.${host}`);
  });
}
