// husky in a project: where its hook files stand, which generation it is, whether git runs them.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

export interface Husky {
  /** Holds the hook files that people write. */
  directory: string
  /** Before version 9: git runs those files themselves, and node_modules/.bin is not on their PATH. */
  old: boolean
  /** Git runs the hooks of that directory. */
  active: boolean
}

/**
 * @param hooks where git looks for hooks, full path.
 * @param own whether this repository has set that path itself: then husky is in charge only if the path is husky's.
 */
export function findHusky(root: string, hooks: string, own: boolean, packages: object): Husky | undefined {
  const above = path.dirname(hooks)
  if (path.basename(hooks) === '_' && (path.basename(above) === '.husky' || existsSync(path.join(hooks, 'h'))))
    return { directory: above, old: false, active: existsSync(path.join(hooks, 'h')) }
  const script = existsSync(path.join(hooks, '_', 'husky.sh'))
  if (path.basename(hooks) === '.husky' || script) return { directory: hooks, old: true, active: script }
  const directory = path.join(root, '.husky')
  if (own || !(existsSync(directory) || 'husky' in packages)) return undefined
  return { directory, old: existsSync(path.join(root, 'node_modules', 'husky', 'husky.sh')), active: false }
}

/** What husky's own set-up is called, for the "prepare" script of package.json. */
export const setUp = ({ old }: Husky): string => (old ? 'husky install' : 'husky')

/** Runs husky's own set-up where husky is installed. @returns whether it did its work */
export function activate(root: string, { directory, old }: Husky): boolean {
  const program = ['bin.js', 'bin.mjs', 'lib/bin.js']
    .map((name) => path.join(root, 'node_modules', 'husky', name))
    .find((file) => existsSync(file))
  if (program === undefined) return false
  const target = path.relative(root, directory).replaceAll(path.sep, '/')
  spawnSync(process.execPath, [program, ...(old ? ['install'] : []), target], { cwd: root, stdio: 'ignore' })
  return existsSync(path.join(directory, '_', old ? 'husky.sh' : 'h'))
}
