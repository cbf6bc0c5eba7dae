// What `unleak init` finds: the repository, its hooks directory, its hook manager.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { repository } from '../sources/repository.ts'

export interface Project {
  /** Top directory of the work tree. */
  root: string
  /** Where git looks for hooks, full path. */
  hooks: string
  /** True when `core.hooksPath` comes from outside of this repository and so concerns others. */
  sharedHooks: boolean
  husky: boolean
  /** Text of package.json, when there is one. */
  manifest: string | undefined
}

/** @throws UserError no-repository, no-work-tree, no-git */
export async function inspect(cwd: string): Promise<Project> {
  const git = repository(cwd)
  const answer = await git.raw(['rev-parse', '--is-bare-repository', '--git-path', 'hooks']).catch((error: Error) => {
    throw /ENOENT/.test(error.message) ? new UserError('no-git') : new UserError('no-repository', cwd)
  })
  const [bare, hooks = ''] = answer.trim().split('\n')
  if (bare === 'true') throw new UserError('no-work-tree')
  const root = path.resolve((await git.revparse(['--show-toplevel'])).trim())
  const hooksPath = (await git.getConfig('core.hooksPath')) as { value: string | null; paths: string[] }
  const manifest = read(path.join(root, 'package.json'))
  return {
    root,
    // git answers relative to the directory it was asked in.
    hooks: path.resolve(cwd, hooks),
    sharedHooks:
      hooksPath.value !== null &&
      !hooksPath.paths.some((file) => /(?:^|[\\/])config(?:\.worktree)?$/.test(file) && !path.isAbsolute(file)),
    husky: usesHusky(root, manifest, hooksPath.value ?? ''),
    manifest,
  }
}

function usesHusky(root: string, manifest: string | undefined, hooksPath: string): boolean {
  if (/(?:^|[\\/])\.husky(?:[\\/]_)?[\\/]?$/.test(hooksPath)) return true
  // Another hooksPath wins over husky's directory: husky is not in charge then.
  if (hooksPath !== '') return false
  if (existsSync(path.join(root, '.husky'))) return true
  const { dependencies = {}, devDependencies = {} } = parse(manifest)
  return 'husky' in dependencies || 'husky' in devDependencies
}

interface Manifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  scripts?: Record<string, string>
}

/** package.json, or nothing when it is broken. */
export function parse(manifest: string | undefined): Manifest {
  try {
    return JSON.parse(manifest ?? '{}') as Manifest
  } catch {
    return {}
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
