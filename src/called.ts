// How the user calls us here: every command that is shown goes through this, so that it can be copied as it is.
import { accessSync, constants } from 'node:fs'
import path from 'node:path'

let called: string | undefined

/** What a package manager puts on the PATH for its own scripts is not on that of the user. */
const OF_A_SCRIPT = /[\\/]node_modules[\\/]\.bin[\\/]?$|[\\/]_npx[\\/]/

/** `unleak` where the shell finds it, as after a global install; else `npx unleak`. */
function program(): string {
  const names = process.platform === 'win32' ? ['unleak.cmd', 'unleak.exe'] : ['unleak']
  const places = (process.env['PATH'] ?? '').split(path.delimiter).filter((at) => at !== '' && !OF_A_SCRIPT.test(at))
  const found = places.some((at) => names.some((name) => isProgram(path.join(at, name))))
  return found ? 'unleak' : 'npx unleak'
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A text with each `unleak COMMAND` in it as it has to be typed here. */
export const asCalled = (text: string): string =>
  text.replace(
    /(?<![\w./-])(?:npx )?unleak (?=(?:audit|audit-log|baseline|burn|check|compare|config|doctor|explain|export|generate|init|page|rotate|rules|scan|--help)(?![\w-]))/g,
    () => `${(called ??= program())} `,
  )
