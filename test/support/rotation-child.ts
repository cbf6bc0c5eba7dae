// A rotation in a process of its own, which kills itself at the n-th boundary of the journal: `apply`, `resume` or `rollback`.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Journal } from '../../src/rotate/journal.ts'
import type { Change } from '../../src/rotate/seal.ts'
import { apply, resume, rollBack } from '../../src/rotate/transaction.ts'

const [directory, action, at] = process.argv.slice(2) as [string, string, string]
let boundaries = 0
const journal = new Journal(path.join(directory, 'state'), () => {
  if (++boundaries === Number(at)) process.kill(process.pid, 'SIGKILL')
})
const transaction = { journal, state: path.join(directory, 'state'), rotation: 'r1' }
const changes = (JSON.parse(readFileSync(path.join(directory, 'changes.json'), 'utf8')) as string[][]).map(
  ([name, before, after]): Change => ({
    file: path.join(directory, 'project', name!),
    before: before === '' ? undefined : Buffer.from(before!),
    after: Buffer.from(after!),
    mode: 0o600,
  }),
)
if (action === 'apply') apply(transaction, changes, { by: 'test' })
else if (action === 'resume') resume(transaction)
else rollBack(transaction)
process.stdout.write(String(boundaries))
