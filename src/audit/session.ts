// Walks the groups: one key decides, and what was decided stands on the disk before the next one is shown.
import { asCalled } from '../called.ts'
import { painter, visible } from '../terminal.ts'
import type { Finding, Rule } from '../types.ts'
import type { Undo } from './change-file.ts'
import type { Group } from './group.ts'
import type { Situation } from './home.ts'
import type { Keyboard } from './keyboard.ts'
import type { Memory, Remembered } from './remembered.ts'
import { askReason, chooseHome } from './questions.ts'
import { screen } from './screen.ts'

export type Verdict = 'real' | 'false alarm' | 'test value' | 'later'

export interface Session {
  groups: Group[]
  /** All that a home needs besides the group. */
  situation: Omit<Situation, 'group'>
  keyboard: Keyboard
  memory: Memory
  rule: (id: string) => Rule | undefined
  color: boolean
  width: number
}

export interface Decided {
  group: Group
  verdict: Verdict
  files: string[]
  undo: Undo
  /** What it permits beside its own group. */
  covers?: (finding: Finding) => boolean
}

/** Permitted along with another one: the same rule in a file that an allow entry names. */
export const isCovered = (group: Group, decided: Decided[]): boolean =>
  decided.some(({ covers }) => covers !== undefined && group.findings.every(covers))

/** @returns what was decided, in order, and whether the person broke off with Ctrl+C */
export async function runSession(session: Session): Promise<{ decided: Decided[]; interrupted: boolean }> {
  const { groups, memory, color, width } = session
  const paint = painter(color)
  const tell = (text: string): unknown => process.stderr.write(`${text}\n`)
  const decided: Decided[] = []
  for (let at = 0; at < groups.length; ) {
    const group = groups[at]!
    if (isCovered(group, decided)) {
      tell(
        `\n${paint('bold', `(${at + 1} of ${groups.length})`)} ${visible(group.findings[0].file)}: permitted by an entry above`,
      )
      at++
      continue
    }
    const before = BEFORE[memory.get(group.fingerprint) ?? 'none']
    tell(
      screen(
        group,
        { number: at + 1, of: groups.length, rule: session.rule(group.findings[0].rule), before },
        paint,
        width,
      ),
    )
    let answer: Answer
    do {
      tell(menu(paint))
      answer = await ask(group, session, paint)
      if (answer === 'undo' && decided.length === 0) tell('  There is nothing to take back.')
    } while (answer === 'again' || (answer === 'undo' && decided.length === 0))
    if (answer === 'quit' || answer === 'interrupt') return { decided, interrupted: answer === 'interrupt' }
    if (answer === 'undo') {
      const last = decided.pop()!
      const problem = last.undo()
      tell(problem ? `  ${visible(problem)}` : `  Taken back: ${last.verdict}.`)
      at = groups.indexOf(last.group)
    } else {
      decided.push({ group, ...answer })
      at++
    }
  }
  return { decided, interrupted: false }
}

const BEFORE = { none: undefined, real: 'called real before', later: 'put off before' }

type Answer = 'again' | 'undo' | 'quit' | 'interrupt' | Omit<Decided, 'group'>

const KEYS: [key: string, label: string][] = [
  ['r', 'real'],
  ['f', 'false alarm'],
  ['t', 'test value'],
  ['l', 'later'],
  ['u', 'undo'],
  ['q', 'quit'],
  ['?', 'help'],
]

const menu = (paint: ReturnType<typeof painter>): string =>
  `  ${KEYS.map(([key, label]) => `${paint('cyan', key)} ${label}`).join('   ')}`

const HELP = `  r  It is a secret. Only a note in .git is written; the next command is shown.
  f  It is none. Say where that is to be written, and why.
  t  It opens nothing: made for tests or documentation. Written as with f.
  l  It is asked again next time, after all others.
  u  Takes back the last decision, and what it wrote.
  q  Ends, as Ctrl+C does. What was decided stays; unleak audit goes on.`

async function ask(group: Group, session: Session, paint: ReturnType<typeof painter>): Promise<Answer> {
  const { keyboard } = session
  const { name, text } = await keyboard.key()
  if (name === 'ctrl-c') return 'interrupt'
  switch (text.toLowerCase()) {
    case 'r':
      process.stderr.write(`  Real. Next: ${paint('cyan', asCalled(`unleak rotate ${group.fingerprint}`))}\n`)
      return remember(group, session, 'real')
    case 'l':
      return remember(group, session, 'later')
    case 'f':
      return write(group, session, 'false alarm', paint)
    case 't':
      return write(group, session, 'test value', paint)
    case 'u':
      return 'undo'
    case 'q':
      return 'quit'
    case '?':
      process.stderr.write(`${HELP}\n`)
      return 'again'
    default:
      return 'again'
  }
}

function remember({ fingerprint }: Group, { memory }: Session, what: Remembered): Answer {
  const before = memory.get(fingerprint)
  memory.set(fingerprint, what)
  return {
    verdict: what,
    files: [],
    undo: () => {
      memory.set(fingerprint, before)
      return undefined
    },
  }
}

async function write(
  group: Group,
  session: Session,
  verdict: 'false alarm' | 'test value',
  paint: ReturnType<typeof painter>,
): Promise<Answer> {
  const situation = { ...session.situation, group }
  const asking = { keyboard: session.keyboard, paint, width: session.width }
  const home = await chooseHome(situation, asking)
  if (typeof home === 'string') return home
  const reason = home.reason ? await askReason(verdict, asking) : { text: '' }
  if (typeof reason === 'string') return reason
  const written = await home.write(situation, reason)
  if ('problem' in written) {
    process.stderr.write(`  ${visible(written.problem)}\n`)
    return 'again'
  }
  for (const line of written.told) process.stderr.write(`  ${paint('green', '✔')} ${visible(line)}\n`)
  const { fingerprint } = group
  const before = session.memory.get(fingerprint)
  if (before !== undefined) session.memory.set(fingerprint, undefined)
  return {
    verdict,
    files: written.files,
    ...(written.covers ? { covers: written.covers } : {}),
    undo: () => {
      if (before !== undefined) session.memory.set(fingerprint, before)
      return written.undo()
    },
  }
}
