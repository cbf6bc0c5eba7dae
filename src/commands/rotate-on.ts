// `unleak rotate --status | --resume | --rollback | --done`: what goes on after a rotation was begun.
import { asCalled } from '../called.ts'
import { EXIT, UserError } from '../errors.ts'
import { confirm, onTerminal } from '../prompt.ts'
import { Journal } from '../rotate/journal.ts'
import { withLock } from '../rotate/lock.ts'
import type { Step } from '../rotate/journal.ts'
import { recordsOf } from '../rotate/records.ts'
import type { RotationRecord } from '../rotate/records.ts'
import { finish, resume, rollBack } from '../rotate/transaction.ts'
import { textWidth, visible, wrap } from '../terminal.ts'

const RESUMED: Partial<Record<Step, string>> = {
  applied: 'every file holds the new value',
  done: 'the old value is out of every file',
}

interface Options {
  status: boolean
  resume: boolean
  rollback: string | undefined
  done: string | undefined
  yes: boolean
  reason: string | undefined
}

/** @throws UserError rotate-none, rotate-ended, rotate-changed */
export async function goOn(options: Options, state: string, root: string): Promise<number> {
  if (options.status) return showStatus(recordsOf(new Journal(state).lines()), root)
  return withLock(state, async () => {
    const journal = new Journal(state)
    const records = recordsOf(journal.lines())
    const tell = (text: string): number => {
      process.stdout.write(`${text}\n`)
      return EXIT.clean
    }
    if (options.resume) {
      const open = records.filter((record) => record.state === 'interrupted')
      if (open.length === 0) return tell('Nothing was interrupted.')
      for (const { rotation } of open) {
        const step = resume({ journal, state, rotation })
        tell(`${rotation}: ${RESUMED[step] ?? 'every file is as it was'}`)
      }
      return EXIT.clean
    }
    const { rotation } = chosen(records, (options.done ?? options.rollback)!)
    if (options.done !== undefined) {
      const ended = finish({ journal, state, rotation }, options.reason === undefined ? {} : { reason: options.reason })
      for (const { file, after, left } of ended) {
        if (after) tell(`${visible(file)}: the old value is out of it.`)
        if (left) tell(`${visible(file)} still holds the old value: take it out by hand.`)
      }
      tell(
        `${rotation} is done; the sealed copy of the old files is gone. The record stays: ${asCalled('unleak audit-log')}`,
      )
      return ended.some(({ left }) => left) ? EXIT.incomplete : EXIT.clean
    }
    if (!options.yes) {
      if (!onTerminal())
        throw new UserError('usage', '--rollback needs --yes where nobody can be asked', 'unleak rotate')
      if (!(await confirm('Put the old, leaked value back into every file?'))) return tell('Nothing was changed.')
    }
    rollBack({ journal, state, rotation })
    return tell(`${rotation}: every file is as it was. The leaked value is in use again: rotate it soon.`)
  })
}

/** By id, or the last one that is open. */
function chosen(records: RotationRecord[], id: string): RotationRecord {
  const found =
    id === ''
      ? records.findLast(({ state }) => state !== 'rolled back')
      : records.find((record) => record.rotation === id)
  if (!found) throw new UserError('rotate-none', id)
  return found
}

function showStatus(records: RotationRecord[], root: string): number {
  const open = records.filter(({ ended }) => ended === undefined)
  if (open.length === 0) {
    process.stdout.write(`Nothing is open in ${visible(root)}.\n`)
    return EXIT.clean
  }
  const width = textWidth(process.stdout)
  for (const { rotation, state, what, open: steps } of open) {
    process.stdout.write(
      `${[`${rotation}  ${state}`, ...[...what, ...steps].map((line) => wrap(visible(line), width, '  '))].join('\n')}\n`,
    )
    const next =
      state === 'interrupted'
        ? ['unleak rotate --resume', `unleak rotate --rollback ${rotation}`]
        : [`unleak rotate --done ${rotation}`, `unleak rotate --rollback ${rotation}`]
    process.stdout.write(`  Next: ${asCalled(next.join('   or: '))}\n`)
  }
  return EXIT.clean
}
