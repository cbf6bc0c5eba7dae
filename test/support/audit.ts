// What the tests of the audit share: a project with one finding, and the questions that a person waits for.
import { readFileSync } from 'node:fs'
import { Scratch, token } from './scratch.ts'

export const SALT = 'fingerprintSalt: a-salt-of-sixteen-letters\n'
export const MENU = '? help'
export const WHERE = 'Esc goes back.'
export const WHY = 'Why ('

/** @param config none when empty */
export function project(config = SALT): Scratch {
  const repo = new Scratch()
  if (config) repo.write('.unleak.yml', config)
  repo.write('a.ts', `const user = 'bob'\nexport const key = '${token('a')}'\nconst last = 1\n`)
  return repo
}

export const text = (repo: Scratch, name: string): string => readFileSync(repo.path(name), 'utf8')

/** Of what a scan reports. */
export const rules = (repo: Scratch, ...args: string[]): string[] =>
  (JSON.parse(repo.unleak(['scan', '--format', 'json', ...args]).stdout) as { rule: string }[]).map(({ rule }) => rule)
