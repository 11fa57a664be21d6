import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect as tlsConnect } from 'node:tls';
import { TransferError, type Transfer, type TransferOptions } from '../core/catalog/transfer';
import { proxyFor } from './proxy';
import { codeOf } from './thrown';

/** What a download may be told of its surroundings. */
export interface DownloadSettings {
  /** Environment variables: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` are read. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The editor's proxy, which goes before the environment's. */
  readonly proxy?: string;
  /** How long a server may be silent, in milliseconds. */
  readonly patience?: number;
}

const defaultPatience = 30_000;
const mostRedirects = 5;

/**
 * Makes the function that fetches a file over HTTP or HTTPS, through the user's proxy where there is one. A file
 * is taken whole or not at all: shorter or longer than its server says, larger than the limit, from another host
 * than asked, or a web page in place of data, it is refused.
 */
export function downloader(settings: DownloadSettings): Transfer {
  return async (url, options) => {
    let address = parse(url);
    for (let redirects = 0; ; redirects++) {
      const response = await ask(address, settings, options);
      const { statusCode = 0, headers } = response;
      if (statusCode < 300 || statusCode >= 400) return receive(response, address, settings, options);
      response.destroy();
      const { location } = headers;
      if (location === undefined || !URL.canParse(location, address.href)) {
        throw new TransferError(`${address.host} answered with a redirect to nowhere.`);
      }
      const target = new URL(location, address);
      if (target.host !== address.host) {
        throw new TransferError(`${address.host} redirects to another host, ${target.host}, which was not asked for.`);
      }
      if (redirects === mostRedirects) throw new TransferError(`${address.host} redirects over and over.`);
      address = target;
    }
  };
}

function parse(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) {
    throw new TransferError(`"${url}" is no address of the web (https://…).`);
  }
  return address;
}

/** Sends a request and waits for the head of its answer. */
async function ask(address: URL, settings: DownloadSettings, { signal }: TransferOptions): Promise<IncomingMessage> {
  const proxy = proxyFor(address, settings);
  const options: RequestOptions = {
    // Whole and plain: what is counted on the way is what the file has.
    headers: { accept: 'application/json, */*;q=0.1', 'accept-encoding': 'identity', 'user-agent': 'attackmark' },
    ...(signal && { signal }),
  };
  let request: ClientRequest;
  if (proxy === undefined) request = (address.protocol === 'https:' ? httpsRequest : httpRequest)(address, options);
  else if (address.protocol === 'http:') {
    request = httpRequest(proxy, {
      ...options,
      path: address.href,
      headers: { ...options.headers, host: address.host, ...authorisation(proxy) },
    });
  } else {
    const socket = await tunnel(address, proxy, settings, signal);
    request = httpsRequest(address, {
      ...options,
      agent: false,
      createConnection: () => tlsConnect({ socket, servername: address.hostname }),
    });
  }
  return answer(request, 'response', address, settings);
}

/** Has a proxy open a connection to a host, which nobody on the way can read. */
async function tunnel(address: URL, proxy: URL, settings: DownloadSettings, signal: AbortSignal | undefined) {
  const target = `${address.hostname}:${address.port || '443'}`;
  const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)(proxy, {
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...authorisation(proxy) },
    agent: false,
    ...(signal && { signal }),
  });
  const response = await answer(request, 'connect', proxy, settings);
  if (response.statusCode !== 200) {
    response.socket.destroy();
    throw new TransferError(`The proxy ${proxy.host} refuses to connect to ${address.host} (${response.statusCode}).`);
  }
  return response.socket;
}

function authorisation({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function answer(
  request: ClientRequest,
  event: 'response' | 'connect',
  address: URL,
  settings: DownloadSettings,
): Promise<IncomingMessage> {
  const patience = settings.patience ?? defaultPatience;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => request.destroy(new TransferError(silent(address, patience))), patience);
    request.once(event, (response: IncomingMessage) => {
      clearTimeout(timer);
      resolve(response);
    });
    request.once('error', error => {
      clearTimeout(timer);
      reject(asTransferError(error, address));
    });
    request.end();
  });
}

/** Reads the body of an answer that is no redirect. */
function receive(
  response: IncomingMessage,
  address: URL,
  settings: DownloadSettings,
  options: TransferOptions,
): Promise<Buffer> {
  const { statusCode = 0, headers } = response;
  const refuse = (why: string) => {
    response.destroy();
    return Promise.reject(new TransferError(why));
  };
  if (statusCode === 404) return refuse(`${address.href} is not there (404).`);
  if (statusCode !== 200)
    return refuse(
      `${address.host} answered with ${statusCode}${statusCode >= 500 ? ': it has trouble of its own; try again later' : ''}.`,
    );
  if (/^\s*text\/html/i.test(headers['content-type'] ?? ''))
    return refuse(`${address.href} is a web page and no data. A portal or a proxy may stand in between.`);
  const length = headers['content-length'];
  const total = length === undefined ? undefined : Number(length);
  const tooLarge = `${address.href} is larger than ${megabytes(options.largest)}, which no ATT&CK file is.`;
  if (total !== undefined && total > options.largest) return refuse(tooLarge);

  const patience = settings.patience ?? defaultPatience;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let received = 0;
    const cutOff = () =>
      new TransferError(`${address.href} was cut off after ${received} of ${total ?? 'an unknown number of'} bytes.`);
    const fail = (error: Error) => {
      clearTimeout(timer);
      response.destroy();
      reject(asTransferError(error, address));
    };
    const timer = setTimeout(() => fail(new TransferError(silent(address, patience))), patience);
    response.on('data', (chunk: Buffer) => {
      timer.refresh();
      chunks.push(chunk);
      received += chunk.length;
      if (received > options.largest) fail(new TransferError(tooLarge));
      else options.onProgress?.(received, total);
    });
    // A connection that breaks in the middle of a file has cut the file off, whatever the system calls it.
    response.once('error', error => fail(codeOf(error) === 'ECONNRESET' ? cutOff() : error));
    response.once('close', () => {
      clearTimeout(timer);
      if (response.complete && (total === undefined || received === total)) resolve(Buffer.concat(chunks));
      else reject(cutOff());
    });
  });
}

function silent({ host }: URL, patience: number): string {
  return `${host} was silent for ${Math.round(patience / 100) / 10} seconds.`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known here; are you offline?',
  EAI_AGAIN: 'its name is not known here; are you offline?',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it broke the connection off',
  ETIMEDOUT: 'it does not answer',
  ENETUNREACH: 'there is no network',
  EHOSTUNREACH: 'there is no way to it',
  ABORT_ERR: 'the download was cancelled',
};

function asTransferError(error: Error, { host }: URL): TransferError {
  if (error instanceof TransferError) return error;
  return new TransferError(`${host} cannot be reached: ${reasons[codeOf(error) ?? ''] ?? error.message}.`);
}
