// What `unleak init` finds: the repository, its hooks directory, its hook manager.
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { gitFailed, refusal } from '../sources/git.ts'
import { repository } from '../sources/repository.ts'
import { findHusky } from './husky.ts'
import { hookText } from './hook-text.ts'
import type { Husky } from './husky.ts'

export interface Project {
  /** Top directory of the work tree. */
  root: string
  /** Where git looks for hooks, full path. */
  hooks: string
  /** True when `core.hooksPath` comes from outside of this repository and so concerns others. */
  sharedHooks: boolean
  /** True when this repository has set `core.hooksPath` itself. */
  ownHooks: boolean
  /** Set when husky runs the hooks, or is meant to. */
  husky: Husky | undefined
  /** Text of package.json, when there is one. */
  manifest: string | undefined
}

/** @throws UserError no-repository, no-work-tree, no-git, not-yours, git-failed */
export async function inspect(cwd: string): Promise<Project> {
  const git = await repository(cwd)
  const ask = (...args: string[]): Promise<string> =>
    git.raw(args).catch(({ message }: Error) => {
      throw refusal(message, cwd) ?? gitFailed('rev-parse', message)
    })
  const questions = ['--is-inside-work-tree', '--git-path', 'hooks', '--show-cdup']
  const [inside, hooksHere = '', up = ''] = (await ask('rev-parse', ...questions)).split('\n')
  if (inside !== 'true') throw new UserError('no-work-tree')
  // git answers relative to the directory it was asked in, links followed.
  const here = realpathSync.native(cwd)
  const root = path.resolve(here, up)
  const hooks = path.resolve(here, hooksHere)
  // Empty when it is not set, else "local\t.husky/_".
  const scope = (await ask('config', '--show-scope', '--get', 'core.hooksPath')).split('\t')[0]!
  const sharedHooks = scope === 'global' || scope === 'system'
  const ownHooks = scope !== '' && !sharedHooks
  const manifest = read(path.join(root, 'package.json'))
  const { dependencies, devDependencies } = parse(manifest) ?? {}
  const husky = findHusky(root, hooks, ownHooks, { ...dependencies, ...devDependencies })
  return { root, hooks, sharedHooks, ownHooks, husky, manifest }
}

export interface Manifest {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  scripts?: Record<string, string>
}

/** package.json, or nothing when it is broken. */
export function parse(manifest: string | undefined): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(manifest ?? '')
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function read(file: string): string | undefined {
  try {
    return hookText(file)
  } catch {
    return undefined
  }
}
