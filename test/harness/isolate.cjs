// Tests see the catalog that ships, whatever the person who runs them has imported; processes inherit it.
process.env.ATTACKMARK_DATA = require('node:path').join(require('node:os').tmpdir(), 'attackmark-tests-have-no-data');
for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY', 'GITHUB_WORKSPACE', 'ATTACKMARK_INDEX']) {
  Reflect.deleteProperty(process.env, name);
  Reflect.deleteProperty(process.env, name.toLowerCase());
}
