// `unleak init --undo`: our lines and hooks go, what was there before comes back. The configuration stays.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { HOOKS, huskyLine, isPlainHook, keptName, newHuskyHook } from './hook-script.ts'
import type { HookName } from './hook-script.ts'
import { hookText } from './hook-text.ts'
import type { Husky } from './husky.ts'
import type { Done } from './install.ts'
import { managers } from './managers/index.ts'
import type { Project } from './project.ts'

export function undo(project: Project): Done[] {
  const { hooks, husky } = project
  return [
    ...HOOKS.flatMap((hook) => undoPlain(hooks, hook)),
    ...(husky ? HOOKS.flatMap((hook) => undoHusky(husky, hook)) : []),
    ...Object.values(managers).flatMap((manager) => {
      const file = manager.find(project)
      return file === undefined ? [] : manager.uninstall(project, file)
    }),
  ]
}

function undoPlain(hooks: string, hook: HookName): Done[] {
  const file = path.join(hooks, hook)
  if (!isPlainHook(hookText(file) ?? '')) return []
  const kept = path.join(hooks, keptName(hook))
  if (!existsSync(kept)) {
    rmSync(file)
    return [{ file, what: 'is gone' }]
  }
  renameSync(kept, file)
  return [{ file, what: 'is what it was before' }]
}

function undoHusky({ directory, old }: Husky, hook: HookName): Done[] {
  const file = path.join(directory, hook)
  const text = hookText(file) ?? ''
  const line = huskyLine(hook, old)
  if (text === newHuskyHook(hook, old)) {
    rmSync(file)
    return [{ file, what: 'is gone' }]
  }
  if (!text.split('\n').includes(line)) return []
  writeFileSync(file, text.replace(`${line}\n`, ''))
  return [{ file, what: 'runs unleak no more' }]
}
