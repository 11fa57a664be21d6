import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Message, VerdictMessage } from '../messages';

/** What the bridge does with the suite's messages. */
export interface BridgeHandlers {
  action(name: string, argument: unknown): Promise<unknown>;
  log(text: string): void;
  verdict(verdict: VerdictMessage): void;
  /** Requests that are not messages: pages and files of the web build. */
  readonly other?: RequestListener;
}

/** A listening bridge. */
export interface Bridge {
  readonly server: Server;
  /** `127.0.0.1:41234` */
  readonly authority: string;
  readonly url: string;
  close(): void;
}

/** Listens, on this machine alone, for what the suite says. */
export async function openBridge(handlers: BridgeHandlers): Promise<Bridge> {
  const server = createServer((request, response) => {
    // The suite may run in a web worker, whose origin is another.
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    if (request.method === 'OPTIONS') {
      response.end();
    } else if (request.method === 'POST' && request.url === '/') {
      void answer(request, handlers).then(result => response.end(JSON.stringify(result)));
    } else if (handlers.other !== undefined) {
      handlers.other(request, response);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const authority = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { server, authority, url: `http://${authority}/`, close };
}

async function answer(request: IncomingMessage, handlers: BridgeHandlers): Promise<Answer> {
  try {
    const message = await readMessage(request);
    switch (message.kind) {
      case 'action':
        return { value: (await handlers.action(message.name, message.argument)) ?? null };
      case 'log':
        handlers.log(message.text);
        return { value: null };
      case 'verdict':
        handlers.verdict(message);
        return { value: null };
    }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

async function readMessage(request: IncomingMessage): Promise<Message> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Message;
}
