// lefthook: a command in lefthook.yml for each hook. https://lefthook.dev/configuration/
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isMap, isSeq, parse, parseDocument, stringify } from 'yaml'
import { UserError } from '../../errors.ts'
import { HOOKS, hookCommand, programIn } from '../hook-script.ts'
import type { HookName } from '../hook-script.ts'
import { hookText } from '../hook-text.ts'
import type { Done } from '../install.ts'
import type { Manager } from '../manager.ts'
import { addEntry, removeEntry } from '../yaml-edit.ts'

const NAMES = ['lefthook', '.lefthook', '.config/lefthook'].flatMap((name) =>
  ['yml', 'yaml', 'toml', 'json', 'jsonc'].map((ending) => `${name}.${ending}`),
)

export const manager: Manager = {
  name: 'lefthook',
  mark: /\blefthook\b/,
  setUp: 'lefthook install',
  find: ({ root }) => NAMES.map((name) => path.join(root, name)).find((file) => existsSync(file)),
  install({ root }, file): Done[] {
    const before = hookText(file)!
    const commands = HOOKS.map((hook) => [hook, hookCommand(hook, programIn(root))] as const)
    let text: string | undefined = before
    for (const [hook, run] of commands) {
      if (text !== undefined && !has(text, hook)) text = add(text, hook, run)
    }
    if (!/\.ya?ml$/.test(file) || text === undefined) {
      const entry = Object.fromEntries(commands.map(([hook, run]) => [hook, { commands: { unleak: { run } } }]))
      throw new UserError('by-hand', file, stringify(entry, { lineWidth: 0 }))
    }
    if (text === before) return [{ file, what: 'runs unleak already', unchanged: true }]
    writeFileSync(file, text)
    return [{ file, what: 'lefthook runs unleak' }]
  },
  uninstall(_, file): Done[] {
    const before = hookText(file)!
    const text = HOOKS.reduce((now, hook) => remove(now, hook) ?? now, before)
    if (text === before) return []
    writeFileSync(file, text)
    return [{ file, what: 'lefthook runs unleak no more' }]
  },
  activate({ root }) {
    const local = path.join(root, 'node_modules', '.bin', 'lefthook')
    return spawnSync(existsSync(local) ? local : 'lefthook', ['install'], { cwd: root, stdio: 'ignore' }).status === 0
  },
}

/** A hook has a list of jobs, or commands by name; lefthook reads both. */
function add(text: string, hook: HookName, run: string): string | undefined {
  const jobs = parseDocument(text).getIn([hook, 'jobs'], true)
  return isSeq(jobs)
    ? addEntry(text, [hook, 'jobs'], undefined, { name: 'unleak', run })
    : addEntry(text, [hook, 'commands'], 'unleak', { priority: 1, run })
}

const has = (text: string, hook: HookName): boolean =>
  /\bunleak(?:\.js)?\s+(?:hook|scan)\b/.test(JSON.stringify(at(text, hook) ?? ''))

function at(text: string, hook: HookName): unknown {
  try {
    return (parse(text) as Record<string, unknown> | null)?.[hook]
  } catch {
    return undefined
  }
}

function remove(text: string, hook: HookName): string | undefined {
  const document = parseDocument(text)
  if (isMap(document.getIn([hook, 'commands'], true)) && document.hasIn([hook, 'commands', 'unleak']))
    return removeEntry(text, [hook, 'commands', 'unleak'])
  const jobs = document.getIn([hook, 'jobs'], true)
  const index = isSeq(jobs) ? jobs.items.findIndex((item) => isMap(item) && item.get('name') === 'unleak') : -1
  return index === -1 ? undefined : removeEntry(text, [hook, 'jobs', index])
}
