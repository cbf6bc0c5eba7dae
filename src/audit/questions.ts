// What is asked once it is known that a finding is harmless: where that is to be written, and why it is so.
import { visible, wrap } from '../terminal.ts'
import type { painter } from '../terminal.ts'
import { baselineHome } from './baseline-home.ts'
import { commentHome } from './comment-home.ts'
import { entryHome } from './entry-home.ts'
import type { Home, Reason, Situation } from './home.ts'
import type { Keyboard } from './keyboard.ts'

const HOMES = [commentHome, baselineHome, entryHome]

export interface Asking {
  keyboard: Keyboard
  paint: ReturnType<typeof painter>
  width: number
}

/** @returns `again` when the person went back */
export async function chooseHome(
  situation: Situation,
  { keyboard, paint, width }: Asking,
): Promise<Home | 'again' | 'interrupt'> {
  const homes = HOMES.map((home) => ({ home, problem: home.obstacle(situation) }))
  const lines = homes.map(({ home: { key, name, about }, problem }) =>
    problem ? wrap(`(no ${name}: ${visible(problem)})`, width, '    ') : `    ${paint('cyan', key)}  ${name}: ${about}`,
  )
  process.stderr.write(`  Write it where? Esc goes back.\n${lines.join('\n')}\n`)
  for (;;) {
    const { name, text } = await keyboard.key()
    if (name === 'ctrl-c') return 'interrupt'
    if (name === 'escape') return 'again'
    const chosen = homes.find(({ home, problem }) => home.key === text.toLowerCase() && !problem)
    if (chosen) return chosen.home
  }
}

/** The schema asks for as much. */
const SHORTEST = 3

/** @param verdict `test value` stands before the reason: that much is known. */
export async function askReason(verdict: string, { keyboard }: Asking): Promise<Reason | 'again' | 'interrupt'> {
  for (;;) {
    const answer = await keyboard.line('  Why (it may end with "until 2027-01-31")? ')
    if ('left' in answer) return answer.left === 'escape' ? 'again' : 'interrupt'
    const [, typed = '', until] = /^(.*?)(?:(?:^|\s+)until (\d{4}-\d\d-\d\d))?$/.exec(answer.text) ?? []
    const text = verdict === 'test value' ? ['test value', typed].filter(Boolean).join(': ') : typed
    if (until !== undefined && Number.isNaN(Date.parse(until))) process.stderr.write(`  ${until} is no day.\n`)
    else if (text.length < SHORTEST) process.stderr.write('  A few words, for whoever reads it next year.\n')
    else return { text, ...(until ? { until } : {}) }
  }
}
