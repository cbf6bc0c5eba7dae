// The pre-commit hook against the start of Node alone, and against the comparison that git itself makes: npx tsx test/bench/hook.ts
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { alone, compare, unleak } from './contract.ts'
import type { Row } from './contract.ts'
import { hookRepository } from './hook-repository.ts'
import { nodeVersions } from './node-versions.ts'

export const name = 'hook'

const HOOK = ['hook', 'pre-commit']

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
  writeFileSync(path.join(cwd, '.unleak.yml'), `ignore:\n  - "vendor/**"\n${rule.join('\n')}\n`)
  appendFileSync(path.join(cwd, '.git/info/exclude'), '.env\n')
  writeFileSync(path.join(cwd, '.env'), `DATABASE_PASSWORD=${'correct horse '.repeat(2).replaceAll(' ', '-')}42\n`)
  const { command, args } = unleak(['baseline'], cwd)
  execFileSync(command, args, { cwd, stdio: 'ignore' })
}

export async function run(): Promise<Row[]> {
  const rows: Row[] = []
  const add = async (count: number, work: (cwd: string) => Promise<Row[]>): Promise<void> => {
    const cwd = hookRepository(count)
    rows.push(...(await work(cwd)))
    rmSync(cwd, { recursive: true, force: true })
  }
  for (const [major, node] of nodeVersions()) {
    const bare = { command: node, args: ['-e', '0'] }
    for (const count of [1, 20]) {
      const work = `hook, ${count} staged file${count === 1 ? '' : 's'}, Node ${major}`
      await add(count, async (cwd) => [
        { work, floor: 'node -e 0', target: 1.75, ...(await compare(unleak(HOOK, cwd, node), bare)) },
      ])
    }
    await add(500, async (cwd) => {
      const floor = 'git diff --cached -U0'
      const diff = { command: 'git', args: floor.split(' ').slice(1), cwd }
      const work = `hook, 500 staged files, Node ${major}`
      return [{ work, floor, target: 1.5, ...(await compare(unleak(HOOK, cwd, node), diff)) }]
    })
  }
  const bare = hookRepository(20)
  await add(20, async (cwd) => {
    furnish(cwd)
    const work = 'hook with configuration, baseline, a rule, known secrets'
    const measured = await compare(unleak(HOOK, cwd), unleak(HOOK, bare))
    return [{ work, floor: 'hook without', target: 1.25, ...measured }]
  })
  rmSync(bare, { recursive: true, force: true })
  return rows
}

await alone(import.meta, { name, run })
