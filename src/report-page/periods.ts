// How many leaks entered, left and stood open in each stretch of time.
import type { Row } from './data.ts'

export interface Period {
  label: string
  entered: number
  left: number
  /** At its end. */
  open: number
}

const DAY = 86_400_000

/** The finest that needs no more than this many periods. */
const MOST = 60
const UNITS: { days: number; label: (time: number) => string }[] = [
  { days: 1, label: (time) => iso(time).slice(0, 10) },
  { days: 28, label: (time) => iso(time).slice(0, 7) },
  { days: 90, label: (time) => `${iso(time).slice(0, 4)} Q${Math.floor(new Date(time).getUTCMonth() / 3) + 1}` },
  { days: 365, label: (time) => iso(time).slice(0, 4) },
]

const iso = (time: number): string => new Date(time).toISOString()

/** A commit's date is whatever its author says: what git cannot have seen is no date. */
function timeOf(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? '')
  return time > 0 && time < Date.UTC(2100) ? time : undefined
}

/** In order and without gaps; none when no finding has a date. */
export function periodsOf(rows: Row[]): Period[] {
  const entered = rows.flatMap(({ date }) => timeOf(date) ?? [])
  const left = rows.flatMap(({ removed }) => timeOf(removed?.date) ?? [])
  if (entered.length === 0) return []
  const all = [...entered, ...left]
  const [first, last] = [
    all.reduce((a, b) => Math.min(a, b), Infinity),
    all.reduce((a, b) => Math.max(a, b), -Infinity),
  ]
  const { label } = UNITS.find(({ days }) => (last - first) / DAY / days < MOST) ?? UNITS.at(-1)!
  const periods = new Map<string, Period>()
  const at = (time: number): Period => {
    const name = label(time)
    const period = periods.get(name) ?? { label: name, entered: 0, left: 0, open: 0 }
    periods.set(name, period)
    return period
  }
  for (let time = first; time < last; time += DAY) at(time)
  at(last)
  for (const time of entered) at(time).entered++
  for (const time of left) at(time).left++
  let open = 0
  for (const period of periods.values()) period.open = open += period.entered - period.left
  return [...periods.values()]
}
