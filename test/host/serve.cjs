// Up to 1.93, code-server's build of VS Code exports its server and has no command line of its own.
// This is that command line, as far as the test host needs it:
//   node serve.cjs VSCODE_FOLDER --port 9500-9599 --host 127.0.0.1 …
//   node serve.cjs VSCODE_FOLDER --install-extension FILE …
const http = require('node:http');
const path = require('node:path');

/** Reads `--flag` and `--key value`. */
function readArguments(words) {
  const values = { compatibility: '1.64' };
  for (let i = 0; i < words.length; i++) {
    const key = words[i].slice(2);
    const next = words[i + 1];
    const isFlag = next === undefined || next.startsWith('--');
    values[key] = isFlag ? true : next;
    if (!isFlag) i++;
  }
  return values;
}

/** Listens on the first free port of a range such as `9500-9599`. */
function listen(web, host, range) {
  let [port, last] = String(range).split('-').map(Number);
  web.on('error', error => {
    if (error.code !== 'EADDRINUSE' || port >= (last ?? port)) throw error;
    port += 1;
    web.listen(port, host);
  });
  web.on('listening', () => console.log(`Extension host agent listening on ${web.address().port}`));
  web.listen(port, host);
}

async function main([folder, ...words]) {
  const values = readArguments(words);
  const server = await require(path.join(folder, 'out/server-main.js')).loadCodeWithNls();
  const extension = values['install-extension'];
  if (extension !== undefined) return server.spawnCli({ ...values, 'install-extension': [extension] });

  const vscode = await server.createServer(null, values);
  const web = http.createServer((request, response) => vscode.handleRequest(request, response));
  web.on('upgrade', (request, socket) => vscode.handleUpgrade(request, socket));
  listen(web, values.host, values.port);
}

void main(process.argv.slice(2));
