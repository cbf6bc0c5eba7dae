// Git runs no pre-commit hook for some ways to commit: are the hooks that it runs then ours too?
import { HOOKS } from '../init/hook-script.ts'
import type { HookName } from '../init/hook-script.ts'
import { findManager } from '../init/install.ts'
import { hookFile, isExecutable, ownFile, runsUs, textOf } from './scene.ts'
import type { Project } from '../init/project.ts'

const WAYS: Record<HookName, string> = {
  'pre-commit': 'git commit',
  'pre-merge-commit': 'git merge',
  'pre-applypatch': 'git am',
  'prepare-commit-msg': 'git revert, cherry-pick and rebase --continue',
}

/** @returns the ways to commit that no hook of ours sees, and what to do about them. */
export function unseenWays(project: Project): { ways: string[]; fix: string } {
  const managed = findManager(project)
  const written = managed?.active ? (textOf(managed.file) ?? '') : undefined
  const isOurs = (hook: HookName): boolean =>
    written === undefined ? runsUs(ownFile(project, hook)) : written.includes(hook)
  const unseen = HOOKS.filter((hook) => !(isExecutable(hookFile(project, hook)) && isOurs(hook)))
  const fix = (managed?.active && managed.manager.beyond) || 'unleak init'
  return { ways: unseen.map((hook) => WAYS[hook]), fix }
}
