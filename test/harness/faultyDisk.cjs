// Required by a process before it starts: lets its disk fail. FAULTY_DISK says how:
//   full       half of what is written arrives, then there is no room
//   vanishing  files are gone when they are read, though they were listed
//   folder     a folder that was listed cannot be read
//   output     what standard output leads to is full
const fs = require('node:fs');
const fault = process.env.FAULTY_DISK;
const fail = (code, message, call, path) => {
  throw Object.assign(new Error(`${code}: ${message}, ${call} '${path}'`), { code });
};
const { writeFileSync, writeSync, readFileSync, readdirSync } = fs;
if (fault === 'full') {
  fs.writeFileSync = (path, text, options) => {
    writeFileSync(path, text.slice(0, text.length >> 1), options);
    fail('ENOSPC', 'no space left on device', 'write', path);
  };
}
if (fault === 'vanishing') {
  fs.readFileSync = (path, ...rest) =>
    /gone\.md$/.test(String(path))
      ? fail('ENOENT', 'no such file or directory', 'open', path)
      : readFileSync(path, ...rest);
}
if (fault === 'folder') {
  fs.readdirSync = (path, ...rest) =>
    /closed$/.test(String(path)) ? fail('EACCES', 'permission denied', 'scandir', path) : readdirSync(path, ...rest);
}
if (fault === 'output') {
  fs.writeSync = (descriptor, ...rest) => {
    if (descriptor !== 1) return writeSync(descriptor, ...rest);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
}
