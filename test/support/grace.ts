// A rotation with a grace, for its tests: values, and a project whose old value is kept until it is told that the grace is over.
import { expect } from 'vitest'
import { expand } from '../../src/rules/template.ts'
import { Project } from './rotation.ts'
import type { Result } from './scratch.ts'

export const secret = (seed: string): string => expand('{{alnum:40}}', seed).text
export const [OLD, OLDER, NEW] = [secret('old'), secret('older'), secret('new')]

const idOf = ({ stdout }: Result): string => /Rotation (\S+):/.exec(stdout)![1]!

/** Rotates what `target` names with a grace. @returns the project, and how to end the grace */
export function withGrace(files: Record<string, string>, target: string): { project: Project; done: () => Result } {
  const project = new Project()
  for (const [name, text] of Object.entries(files)) project.write(name, text)
  const input = target === '-' ? { input: OLD } : {}
  const applied = project.unleak(['rotate', target, '--apply', '--yes', '--grace'], input)
  expect(applied.code, applied.all).toBe(0)
  expect(applied.stdout).toContain('keeps the old value')
  expect(applied.all).not.toContain(OLD)
  return { project, done: () => project.unleak(['rotate', '--done', idOf(applied)]) }
}
