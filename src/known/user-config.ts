// Where the user's own configuration stands.
import { existsSync } from 'node:fs'
import path from 'node:path'

/** `unleak/config.yml` of the user's configuration directory. @returns its full path, where there is one. */
export function userConfig(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const home = env['HOME'] ?? env['USERPROFILE']
  const directory = env['XDG_CONFIG_HOME'] || (home === undefined ? undefined : path.join(home, '.config'))
  // https://specifications.freedesktop.org/basedir-spec/latest/: a relative path is invalid.
  if (directory === undefined || !path.isAbsolute(directory)) return undefined
  const file = path.join(directory, 'unleak', 'config.yml')
  return existsSync(file) ? file : undefined
}
