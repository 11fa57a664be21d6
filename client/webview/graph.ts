/**
 * The preview's page: runs in the webview, without Node and without VS Code. Everything it shows comes in
 * messages; everything it wants done goes out in messages.
 */
import { App } from './app';
import { openHost } from './host';
import { followTheme } from './theme';

performance.mark('attackmark.start');
const host = openHost();
// A failure here is seen by nobody: the extension writes it to its log.
addEventListener('error', event => host.post({ type: 'failure', text: event.message }));
addEventListener('unhandledrejection', event => host.post({ type: 'failure', text: String(event.reason) }));

followTheme();
const app = new App(document.getElementById('app')!, host);
addEventListener('message', event => app.receive(event.data));
host.post({ type: 'ready' });
performance.mark('attackmark.ready');
