// Writes the hooks: lines in husky's files, or hooks of git's own that keep and call what was there.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { callsUs, HOOKS, huskyLine, keptName, plainHook, withHuskyLine } from './hook-script.ts'
import type { HookName } from './hook-script.ts'
import { parse } from './project.ts'
import type { Project } from './project.ts'

/** One line for the user about each file: what was done. */
export interface Done {
  file: string
  what: string
}

export function installHooks(project: Project, program: string): Done[] {
  return project.husky ? installHusky(project) : HOOKS.map((hook) => installPlain(project, hook, program))
}

function installHusky(project: Project): Done[] {
  const directory = path.join(project.root, '.husky')
  mkdirSync(directory, { recursive: true })
  const done = HOOKS.map((hook): Done => {
    const file = path.join(directory, hook)
    const before = existsSync(file) ? readFileSync(file, 'utf8') : undefined
    if (before !== undefined && callsUs(before)) return { file, what: 'runs unleak already' }
    writeFileSync(file, before === undefined ? `${huskyLine(hook)}\n` : withHuskyLine(before, hook))
    return { file, what: before === undefined ? 'runs unleak' : 'runs unleak first, then what it ran before' }
  })
  return [...done, ...activateHusky(project)]
}

/** husky's own set-up, for a project that has it installed but never ran it. */
function activateHusky({ root, manifest }: Project): Done[] {
  const done: Done[] = []
  const program = ['bin.js', 'bin.mjs'].map((name) => path.join(root, 'node_modules', 'husky', name)).find(existsSync)
  if (program && !existsSync(path.join(root, '.husky', '_', 'pre-commit'))) {
    execFileSync(process.execPath, [program], { cwd: root, stdio: 'ignore' })
    done.push({ file: path.join(root, '.husky', '_'), what: 'husky is active now' })
  }
  if (manifest !== undefined && !/husky/.test(parse(manifest).scripts?.['prepare'] ?? '')) {
    const file = path.join(root, 'package.json')
    const prepare = addPrepare(manifest)
    if (prepare) {
      writeFileSync(file, prepare)
      done.push({ file, what: 'its "prepare" script runs husky after each npm install' })
    }
  }
  return done
}

/** The manifest with `"prepare": "husky"`, its indentation kept; nothing when a prepare script stands there. */
function addPrepare(manifest: string): string | undefined {
  const value = parse(manifest)
  if (value.scripts?.['prepare'] !== undefined) return undefined
  const indent = /^[ \t]+/m.exec(manifest)?.[0] ?? '  '
  const end = manifest.endsWith('\n') ? '\n' : ''
  return JSON.stringify({ ...value, scripts: { ...value.scripts, prepare: 'husky' } }, undefined, indent) + end
}

function installPlain({ hooks }: Project, hook: HookName, program: string): Done {
  const file = path.join(hooks, hook)
  const kept = path.join(hooks, keptName(hook))
  mkdirSync(hooks, { recursive: true })
  const exists = existsSync(file)
  if (exists && callsUs(readFileSync(file, 'latin1'))) return { file, what: 'runs unleak already' }
  if (exists && existsSync(kept))
    throw new UserError('hook-exists', file, `a hook stands here, and ${keptName(hook)} is taken`)
  if (exists) renameSync(file, kept)
  // A copy in npx's cache is gone tomorrow.
  const lasting = /[\\/]_npx[\\/]/.test(program) ? undefined : program
  writeFileSync(file, plainHook(hook, lasting))
  chmodSync(file, 0o755)
  return { file, what: exists ? `runs unleak, then the hook that was here (${keptName(hook)})` : 'runs unleak' }
}
