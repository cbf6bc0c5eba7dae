// Where we keep what outlives a run, outside of every repository and for this user alone.
import path from 'node:path'

/** Below XDG_STATE_HOME (https://specifications.freedesktop.org/basedir-spec/latest/); it need not be there yet. */
export const stateHome = (): string =>
  path.join(process.env['XDG_STATE_HOME'] || path.join(homeDirectory(), '.local', 'state'), 'unleak')

/** Loaded when it is needed: most hooks do without. */
const homeDirectory = (): string => process.getBuiltinModule('node:os').homedir()
