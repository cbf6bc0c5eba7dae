// What is common to the programs that keep a project's hooks, but for husky: one file each in src/init/managers.
import type { Done } from './install.ts'
import type { Project } from './project.ts'

export interface Manager {
  name: string
  /** The file that says what is run, full path; undefined when the project does not use it. */
  find: (project: Project) => string | undefined
  /** How its hooks can be told from others. */
  mark: RegExp
  /** Writes our entry into its file. @throws UserError by-hand, when that cannot be done without harm */
  install: (project: Project, file: string) => Done[]
  /** Takes our entry out. */
  uninstall: (project: Project, file: string) => Done[]
  /** Runs its own set-up. @returns whether git runs its hooks now */
  activate: (project: Project) => boolean
  /** What its user types for that. */
  setUp: string
  /** What to do about the ways to commit for which it has no hook; none when it runs them all. */
  beyond?: string
}
