// How long each rule was at work, for `--stats`.
import type { Watch } from './detect/watch.ts'
import { visible } from './terminal.ts'

interface Work {
  milliseconds: number
  /** How often it was asked. */
  tries: number
  /** How often it had something to say; checks, entropy and filters come after that. */
  matches: number
}

export interface RuleTimes {
  watch: Watch
  /** The dearest first, for standard error. @param all not only the first ones. @param width columns */
  text: (all: boolean, width: number) => string
}

const MOST_SHOWN = 20

export function measureRules(): RuleTimes {
  const started = performance.now()
  const rules = new Map<string, Work>()
  return {
    watch: (rule, work) => {
      const total = rules.get(rule) ?? { milliseconds: 0, tries: 0, matches: 0 }
      rules.set(rule, total)
      return (...args) => {
        const begin = performance.now()
        const result = work(...args)
        total.milliseconds += performance.now() - begin
        total.tries++
        if (result && !(Array.isArray(result) && result.length === 0)) total.matches++
        return result
      }
    },
    text(all, width) {
      const tried = [...rules].filter(([, { tries }]) => tries > 0)
      const dearest = tried.toSorted(([, a], [, b]) => b.milliseconds - a.milliseconds)
      const shown = all ? dearest : dearest.slice(0, MOST_SHOWN)
      const rest = dearest.slice(shown.length)
      const within = sum(dearest)
      const whole = performance.now() - started
      return [
        `${tried.length} rules were at work for ${seconds(within)} of ${seconds(whole)}; the rest is reading and keywords.`,
        ...(shown.length > 0 ? [columns('ms', 'tries', 'matches', 'rule')] : []),
        ...shown.map(([rule, { milliseconds, tries, matches }]) =>
          columns(milliseconds.toFixed(1), String(tries), String(matches), visible(rule)).slice(0, width),
        ),
        ...(rest.length > 0
          ? [`${sum(rest).toFixed(1).padStart(9)}  in ${rest.length} more: --verbose shows all`]
          : []),
        '',
      ].join('\n')
    },
  }
}

const sum = (rules: [string, Work][]): number => rules.reduce((total, [, { milliseconds }]) => total + milliseconds, 0)

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

const columns = (milliseconds: string, tries: string, matches: string, rule: string): string =>
  `${milliseconds.padStart(9)}${tries.padStart(11)}${matches.padStart(10)}  ${rule}`
