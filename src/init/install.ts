// Writes the hooks: lines in husky's files, or hooks of git's own that keep and call what was there.
import { accessSync, chmodSync, constants, lstatSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { callsUs, HOOKS, keptName, newHuskyHook, plainHook, withHuskyLine } from './hook-script.ts'
import type { HookName } from './hook-script.ts'
import { hookText } from './hook-text.ts'
import { activate, setUp } from './husky.ts'
import type { Husky } from './husky.ts'
import { parse } from './project.ts'
import { setText } from './json-edit.ts'
import type { Manager } from './manager.ts'
import { managers } from './managers/index.ts'
import type { Project } from './project.ts'

/** One line for the user about each file: what was done. */
export interface Done {
  file: string
  what: string
  /** It stood there already. */
  unchanged?: boolean
}

/** @throws UserError hook-exists, also where nothing may be written */
export function installHooks(project: Project, program: string): Done[] {
  const { husky } = project
  const fallback = lasting(project, program)
  try {
    const managed = findManager(project)
    if (managed) return installManaged(project, managed)
    return husky ? installHusky(project, husky) : HOOKS.map((hook) => installPlain(project, hook, fallback))
  } catch (error) {
    const { code, path: file } = error as NodeJS.ErrnoException
    throw file === undefined ? error : new UserError('hook-exists', file, `no hook can be written here (${code})`)
  }
}

/** The program that writes the hooks of this project, when it is one that we know and not husky. */
export function findManager(project: Project): { manager: Manager; file: string; active: boolean } | undefined {
  const text = readHook(project)
  const found = Object.values(managers).flatMap((manager) => {
    const file = manager.find(project)
    return file === undefined ? [] : [{ manager, file, active: manager.mark.test(text) }]
  })
  // Who wrote the hook that git runs now is in charge; a directory that the repository has set itself has an owner.
  return found.find(({ active }) => active) ?? (project.husky || project.ownHooks ? undefined : found[0])
}

function readHook({ hooks }: Project): string {
  try {
    return hookText(path.join(hooks, 'pre-commit')) ?? ''
  } catch {
    return ''
  }
}

function installManaged(project: Project, { manager, file }: NonNullable<ReturnType<typeof findManager>>): Done[] {
  const done = manager.install(project, file)
  // It writes the hooks that its file names.
  if (manager.activate(project))
    done.push({
      file: path.join(project.hooks, 'pre-commit'),
      what: `runs ${manager.name}`,
      unchanged: done[0]?.unchanged ?? false,
    })
  return done
}

/** The program's path if the hooks may rely on it: npx's cache is gone tomorrow, and a hook in the work tree is for other machines too. */
export function lasting({ root, hooks }: Project, program: string): string | undefined {
  const inTree =
    /^(?!\.\.|\.git(?:[\\/]|$))/.test(path.relative(root, hooks)) && !path.isAbsolute(path.relative(root, hooks))
  return inTree || !isLasting(program) ? undefined : program
}

export const isLasting = (program: string): boolean => !/[\\/]_npx[\\/]/.test(program)

function installHusky(project: Project, husky: Husky): Done[] {
  mkdirSync(husky.directory, { recursive: true })
  const done = HOOKS.map((hook): Done => {
    const file = path.join(husky.directory, hook)
    const before = hookText(file)
    const ours = before !== undefined && callsUs(before)
    if (!ours)
      writeFileSync(file, before === undefined ? newHuskyHook(hook, husky.old) : withHuskyLine(before, hook, husky.old))
    // Git itself runs the files of the old husky.
    if (husky.old) chmodSync(file, 0o755)
    if (ours) return { file, what: 'runs unleak already', unchanged: true }
    return { file, what: before === undefined ? 'runs unleak' : 'runs unleak first, then what it ran before' }
  })
  if (!husky.active && activate(project.root, husky))
    done.push({ file: path.join(husky.directory, '_'), what: 'husky is active now' })
  const file = path.join(project.root, 'package.json')
  const prepared = addPrepare(project.manifest, setUp(husky))
  if (prepared !== undefined) {
    writeFileSync(file, prepared)
    done.push({ file, what: 'its "prepare" script runs husky after each npm install' })
  }
  return done
}

/** The manifest with a "prepare" script, its layout kept; nothing where one stands, where husky runs from another, or when it is broken. */
function addPrepare(manifest: string | undefined, prepare: string): string | undefined {
  const value = parse(manifest)
  if (manifest === undefined || value === undefined) return undefined
  const scripts = value.scripts ?? {}
  if ('prepare' in scripts || Object.values(scripts).some((script) => /\bhusky\b/.test(script))) return undefined
  return setText(manifest, ['scripts', 'prepare'], prepare)
}

function installPlain({ hooks }: Project, hook: HookName, fallback: string | undefined): Done {
  const file = path.join(hooks, hook)
  const kept = path.join(hooks, keptName(hook))
  mkdirSync(hooks, { recursive: true })
  const stands = exists(file)
  if (callsUs(hookText(file) ?? '')) return revive(file)
  if (stands && exists(kept))
    throw new UserError('hook-exists', file, `a hook stands here, and ${keptName(hook)} is taken`)
  if (stands) renameSync(file, kept)
  writeFileSync(file, plainHook(hook, fallback))
  chmodSync(file, 0o755)
  return { file, what: stands ? `runs unleak, then the hook that was here (${keptName(hook)})` : 'runs unleak' }
}

/** Git passes over a hook that is not executable. */
function revive(file: string): Done {
  try {
    accessSync(file, constants.X_OK)
    return { file, what: 'runs unleak already', unchanged: true }
  } catch {
    chmodSync(file, 0o755)
    return { file, what: 'runs unleak; it was not executable' }
  }
}

/** Also a link that leads nowhere: writing to it would write somewhere else. */
const exists = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false }) !== undefined
