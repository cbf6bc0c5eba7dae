// simple-git-hooks: one command a hook, in package.json or a file of its own. https://github.com/toplenboren/simple-git-hooks
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../../errors.ts'
import { callsUs, HOOKS, hookCommand, programIn } from '../hook-script.ts'
import type { HookName } from '../hook-script.ts'
import { hookText } from '../hook-text.ts'
import type { Done } from '../install.ts'
import { setText } from '../json-edit.ts'
import type { Manager } from '../manager.ts'

const KEY = 'simple-git-hooks'
const NAMES = ['.simple-git-hooks', 'simple-git-hooks'].flatMap((name) =>
  ['cjs', 'js', 'mjs', 'json'].map((ending) => `${name}.${ending}`),
)

export const manager: Manager = {
  name: KEY,
  mark: /SKIP_SIMPLE_GIT_HOOKS/,
  setUp: 'npx simple-git-hooks',
  find({ root, manifest }) {
    const own = NAMES.map((name) => path.join(root, name)).find((file) => existsSync(file))
    return (
      own ??
      (manifest?.includes(`"${KEY}"`) && KEY in commandsOf(manifest) ? path.join(root, 'package.json') : undefined)
    )
  },
  install({ root }, file): Done[] {
    const before = hookText(file)!
    const ours = HOOKS.map((hook) => [hook, hookCommand(hook, programIn(root))] as const)
    const now = commands(before, file)
    const text = ours.reduce<string | undefined>(
      (edited, [hook, command]) => {
        const old = now[hook]
        if (edited === undefined || (old !== undefined && callsUs(old))) return edited
        return setText(edited, [...keysTo(file), hook], old ? `${command} && ${old}` : command)
      },
      file.endsWith('.json') ? before : undefined,
    )
    if (text === undefined)
      throw new UserError(
        'by-hand',
        file,
        ours.map(([hook, command]) => `${JSON.stringify(hook)}: ${JSON.stringify(command)},\n`).join(''),
      )
    if (text === before) return [{ file, what: 'runs unleak already', unchanged: true }]
    writeFileSync(file, text)
    return [{ file, what: `${KEY} runs unleak first, then what it ran before` }]
  },
  uninstall({ root }, file): Done[] {
    if (!file.endsWith('.json')) return []
    const before = hookText(file)!
    const now = commands(before, file)
    const text = HOOKS.reduce((edited, hook) => {
      const ours = hookCommand(hook, programIn(root))
      const rest =
        now[hook] === ours
          ? 'true'
          : now[hook]?.startsWith(`${ours} && `)
            ? now[hook].slice(ours.length + 4)
            : undefined
      return rest === undefined ? edited : (setText(edited, [...keysTo(file), hook], rest) ?? edited)
    }, before)
    if (text === before) return []
    writeFileSync(file, text)
    return [{ file, what: `${KEY} runs unleak no more` }]
  },
  activate: ({ root }) =>
    spawnSync(process.execPath, [path.join('node_modules', KEY, 'cli.js')], { cwd: root, stdio: 'ignore' }).status ===
    0,
}

const keysTo = (file: string): string[] => (path.basename(file) === 'package.json' ? [KEY] : [])

function commandsOf(text: string): Record<string, unknown> {
  try {
    return (JSON.parse(text) ?? {}) as Record<string, unknown>
  } catch {
    return {}
  }
}

const commands = (text: string, file: string): Partial<Record<HookName, string>> =>
  keysTo(file).reduce<Record<string, unknown>>((at, key) => (at[key] ?? {}) as typeof at, commandsOf(text)) as Partial<
    Record<HookName, string>
  >
