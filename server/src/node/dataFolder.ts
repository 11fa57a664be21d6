import { homedir } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder in which a user's own catalogs are kept, as each system has it; `ATTACKMARK_DATA` names another. */
export function dataFolder(env: Environment, platform: string = process.platform): string {
  const own = env['ATTACKMARK_DATA'];
  if (own !== undefined && own !== '') return own;
  const home = env['HOME'] ?? homedir();
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'attackmark');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'attackmark');
  const shared = env['XDG_DATA_HOME'];
  return join(shared !== undefined && shared !== '' ? shared : join(home, '.local', 'share'), 'attackmark');
}
