// What is known before a fault is looked for: the hook that git would run, who set its directory, the tools that stand by.
import { accessSync, constants, existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { callsUs } from '../init/hook-script.ts'
import { hookText } from '../init/hook-text.ts'
import type { HookName } from '../init/hook-script.ts'
import type { Project } from '../init/project.ts'
import { repository } from '../sources/repository.ts'
import type { Attempt } from './attempt.ts'

export interface Scene {
  project: Project
  attempt: Attempt
  env: NodeJS.ProcessEnv
  /** Who has set core.hooksPath: its scope (`local`, `global` ...) and its value as written. */
  hooksPath: { scope: string; value: string } | undefined
}

/** One thing that is wrong, and the command or the step that mends it. */
export interface Fault {
  what: string
  fix: string
}

export async function hooksPathOf(root: string): Promise<Scene['hooksPath']> {
  const answer = await (await repository(root)).raw(['config', '--show-scope', '--get', 'core.hooksPath'])
  const [scope, value] = answer.trim().split('\t')
  return scope && value !== undefined ? { scope, value } : undefined
}

export const hookFile = ({ hooks }: Project, hook: HookName = 'pre-commit'): string => path.join(hooks, hook)

/** The file that people write: of husky 9 it is another one than git's. */
export const ownFile = (project: Project, hook: HookName = 'pre-commit'): string =>
  project.husky && !project.husky.old ? path.join(project.husky.directory, hook) : hookFile(project, hook)

export function textOf(file: string): string | undefined {
  try {
    return hookText(file)
  } catch {
    return undefined
  }
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export const runsUs = (file: string): boolean => callsUs(textOf(file) ?? '')

export const shown = ({ root }: Project, file: string): string => {
  const inside = path.relative(root, file).replaceAll(path.sep, '/')
  return inside.startsWith('..') || path.isAbsolute(inside) ? file : inside
}

/** Where a program's settings of this user lie. */
export const configHome = (env: NodeJS.ProcessEnv): string =>
  env['XDG_CONFIG_HOME'] || path.join(env['HOME'] ?? os.homedir(), '.config')

/** As npm links it. */
export const hasPackage = (root: string): boolean => existsSync(path.join(root, 'node_modules', '.bin', 'unleak'))
