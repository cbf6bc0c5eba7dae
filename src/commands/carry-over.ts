// The part of `unleak init` for a project that has another scanner: shows what can be taken over, asks, writes it, tells what is lost.
import { asCalled } from '../called.ts'
import path from 'node:path'
import { findCarried, prove } from '../carry/collect.ts'
import type { Collected } from '../carry/collect.ts'
import { writeEntries, writeKnown } from '../carry/write.ts'
import { BASELINE } from '../baseline.ts'
import { findConfig } from '../config.ts'
import type { Done } from '../init/install.ts'
import { openProject } from '../project.ts'
import { confirm, onTerminal } from '../prompt.ts'
import { painter, visible, wantsColor } from '../terminal.ts'

/** @param decided said on the command line; else a person is asked, and without a terminal it is only told. */
export async function carryOver(root: string, decided: boolean): Promise<{ done: Done[]; told: string }> {
  const found = await findCarried(root)
  if (found.length === 0) return { done: [], told: '' }
  const paint = painter(wantsColor(process.stdout))
  const here = `Settings of other scanners are here: ${found.map(({ from }) => visible(from)).join(', ')}`
  if (!decided && !(onTerminal() && (await confirm(`${here}.\nTake over what can be?`)))) {
    return {
      done: [],
      told: `${paint('yellow', '!')} ${here}\n  Take over what can be: ${paint('cyan', asCalled('unleak init --carry-over'))}\n`,
    }
  }
  const before = await openProject(root)
  await prove(found, before.config)
  const file = findConfig(root) ?? path.join(root, '.unleak.yml')
  const entries = writeEntries(file, found)
  const { config } = await openProject(root)
  const known = await writeKnown(config, found)
  const done = [
    ...(entries > 0
      ? [
          {
            file,
            what: `${entries} entries from ${from(found, ({ allow, disable, made }) => allow.length + disable.length + made.length)}`,
          },
        ]
      : []),
    ...(known > 0
      ? [
          {
            file: path.join(path.dirname(file), BASELINE),
            what: `${known} known findings from ${from(found, (one) => one.known.length)}`,
          },
        ]
      : []),
  ]
  return { done, told: lostText(found, paint) }
}

const from = (found: Collected[], count: (carried: Collected) => number): string =>
  found
    .filter((carried) => count(carried) > 0)
    .map((carried) => visible(carried.from))
    .join(', ')

function lostText(found: Collected[], paint: ReturnType<typeof painter>): string {
  const lost = found.flatMap(({ from: file, lost: all }) => all.map((one) => `    ${visible(file)}: ${visible(one)}`))
  if (lost.length === 0) return ''
  return `${paint('yellow', '!')} Not taken over, look at them yourself (their files stay as they are):\n${lost.join('\n')}\n`
}
