// Where the burned list stands. All that a clean hook without one needs to know.
import { existsSync } from 'node:fs'
import path from 'node:path'

export const BURNED_FILE = '.unleak-burned.json'

/** The list of the project that holds a directory: at the root of its repository; outside of one in the nearest directory above. */
export function findBurned(directory: string): string | undefined {
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    const file = path.join(at, BURNED_FILE)
    if (existsSync(file)) return file
    if (at === path.dirname(at) || existsSync(path.join(at, '.git'))) return undefined
  }
}
