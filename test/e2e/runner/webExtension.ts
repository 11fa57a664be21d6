import { createReadStream, existsSync, statSync } from 'node:fs';
import { request as forward, type RequestListener, type Server } from 'node:http';
import { connect } from 'node:net';
import { extname, join, relative, resolve } from 'node:path';
import type { Page } from 'playwright-core';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/** What of the extension a web server has to hand out: no source, no other folder. */
const publicFiles = /^(?:package(?:\.nls)?\.json|(?:dist|out\/test\/e2e|server\/catalog|syntaxes|media|samples)\/.*)$/;

/**
 * Answers for the window of the web build: `/extension/…` are the extension's own files, as a CDN would serve them,
 * everything else is VS Code's server, whose pages allow no other origin.
 */
export function serveWebExtension(root: string, vscodePort: () => number): RequestListener {
  return (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (!path.startsWith('/extension/')) {
      const { method, headers } = request;
      const proxied = forward({ host: '127.0.0.1', port: vscodePort(), path: request.url, method, headers }, answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      proxied.on('error', () => response.destroy());
      request.pipe(proxied);
      return;
    }
    const file = resolve(join(root, path.slice('/extension/'.length)));
    const isPublic = publicFiles.test(relative(root, file).replaceAll('\\', '/'));
    if (!isPublic || !existsSync(file) || statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', contentTypes[extname(file)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  };
}

/** Passes WebSockets on to VS Code's server. */
export function forwardWebSockets(server: Server, vscodePort: () => number): void {
  server.on('upgrade', (request, socket, head) => {
    const target = connect(vscodePort(), '127.0.0.1', () => {
      const headers = request.rawHeaders.map((text, i) => text + (i % 2 === 0 ? ': ' : '\r\n')).join('');
      target.write(`${request.method} ${request.url} HTTP/1.1\r\n${headers}\r\n`);
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    const end = (): void => {
      target.destroy();
      socket.destroy();
    };
    target.on('error', end);
    socket.on('error', end);
  });
}

/**
 * Has the page load the extension over http, into the web worker host, as vscode.dev does. The page's configuration
 * is changed as it is read: rewriting the page itself costs it its WebSockets.
 */
export async function loadAsWebExtension(page: Page, authority: string): Promise<void> {
  const uri = (path: string) => ({ scheme: 'http', authority, path });
  await page.addInitScript(
    options => {
      // Runs in the page, before anything of VS Code. Narrow types for what this file's libraries do not know.
      const { Element } = globalThis as unknown as {
        Element: { prototype: { getAttribute(name: string): string | null } };
      };
      const getAttribute = Element.prototype.getAttribute;
      Element.prototype.getAttribute = function (this: { id?: string }, name: string): string | null {
        const value = getAttribute.call(this as never, name);
        if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || value === null)
          return value;
        return JSON.stringify({ ...JSON.parse(value), developmentOptions: options });
      };
    },
    {
      enableSmokeTestDriver: true,
      extensions: [uri('/extension')],
      extensionTestsPath: uri('/extension/out/test/e2e/web.js'),
    },
  );
}
