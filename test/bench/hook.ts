// The pre-commit hook against the start of Node alone, and against the comparison that git itself makes: npx tsx test/bench/hook.ts
import { randomBytes } from 'node:crypto'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { alone, compare, preCommit, unleak } from './contract.ts'
import type { Row } from './contract.ts'
import { hookRepository } from './hook-repository.ts'
import { nodeVersions } from './node-versions.ts'

export const name = 'hook'

/** Configuration, baseline, a rule of its own and known secrets, as a project has them that makes use of all. */
function furnish(cwd: string): void {
  const rule = [
    'rules:',
    '  add:',
    '    - id: acme-key',
    '      name: Acme key',
    '      severity: high',
    '      keywords: [acme_live_]',
    "      pattern: 'acme_live_[a-z0-9]{24}'",
    '      why: It opens the warehouse.',
    '      rotate: { steps: [Make a new one.] }',
    '      references: ["https://acme.test"]',
    "      examples: ['acme_live_{{[a-z0-9]:24}}', 'key=⟦acme_live_{{[a-z0-9]:24}}⟧']",
    "      counterExamples: ['acme_live_{{[a-z0-9]:23}}', 'acme_test_{{[a-z0-9]:24}}']",
  ]
  const salt = randomBytes(16).toString('hex')
  writeFileSync(
    path.join(cwd, '.unleak.yml'),
    `fingerprintSalt: ${salt}\nignore:\n  - "vendor/**"\n${rule.join('\n')}\n`,
  )
  appendFileSync(path.join(cwd, '.git/info/exclude'), '.env\n')
  writeFileSync(path.join(cwd, '.env'), `DATABASE_PASSWORD=${'correct horse '.repeat(2).replaceAll(' ', '-')}42\n`)
  const { command, args } = unleak(['baseline'], cwd)
  execFileSync(command, args, { cwd, stdio: 'ignore' })
}

const MANY = 500
/** As many staged files; of many the floor is git's own work. */
const COUNTS = [1, 20, MANY]

export async function run(): Promise<Row[]> {
  const rows: Row[] = []
  const nodes = nodeVersions()
  for (const count of COUNTS) {
    const cwd = hookRepository(count)
    for (const [major, node] of nodes) {
      const files = `${count} staged file${count === 1 ? '' : 's'}`
      const bare = { floor: 'node -e 0', target: 1.75, program: { command: node, args: ['-e', '0'] } }
      const diff = { command: 'git', args: ['diff', '--cached', '-U0'], cwd }
      const { program, ...limit } = count < MANY ? bare : { floor: 'git diff --cached -U0', target: 1.5, program: diff }
      const measured = await compare(preCommit(cwd, node), program)
      rows.push({ work: `hook, ${files}, Node ${major}`, ...limit, ...measured })
    }
    rmSync(cwd, { recursive: true, force: true })
  }
  const [bare, furnished] = [hookRepository(20), hookRepository(20)]
  furnish(furnished)
  rows.push({
    work: 'hook, with configuration, baseline, own rule, known secrets',
    floor: 'hook without',
    target: 1.25,
    ...(await compare(preCommit(furnished), preCommit(bare))),
  })
  for (const cwd of [bare, furnished]) rmSync(cwd, { recursive: true, force: true })
  return rows
}

await alone(import.meta, { name, run })
