// Git runs no pre-commit hook for some ways to commit: are the hooks that it runs then ours too?
import { HOOKS } from '../init/hook-script.ts'
import type { HookName } from '../init/hook-script.ts'
import { isExecutable, hookFile, ownFile, runsUs } from './scene.ts'
import type { Project } from '../init/project.ts'

const WAYS: Record<HookName, string> = {
  'pre-commit': 'git commit',
  'pre-merge-commit': 'git merge',
  'pre-applypatch': 'git am',
  'prepare-commit-msg': 'git revert, cherry-pick and rebase --continue',
}

/** @returns the ways to commit that no hook of ours sees. */
export const unseenWays = (project: Project): string[] =>
  HOOKS.filter((hook) => !(isExecutable(hookFile(project, hook)) && runsUs(ownFile(project, hook)))).map(
    (hook) => WAYS[hook],
  )
