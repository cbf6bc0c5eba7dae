// The plot of the ratios, docs/bench.svg: a line each on a logarithmic scale, what it took against what it may take.
import { readResult } from '../test/bench/result.ts'
import type { Result } from '../test/bench/result.ts'
import { shown } from './bench-table.ts'

const WIDTH = 860
const LABELS = 470
const RIGHT = 60
const LINE = 22
const TOP = 34
const TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .small { font-size: 11px; fill: #57606a }
  .grid { stroke: #d0d7de } .one { stroke: #57606a }
  .met { fill: #1a7f37; stroke: #1a7f37 } .missed { fill: #cf222e; stroke: #cf222e } .target { stroke: #24292f; stroke-width: 2 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .small { fill: #9198a1 } .grid { stroke: #30363d } .one { stroke: #9198a1 }
    .met { fill: #3fb950; stroke: #3fb950 } .missed { fill: #f85149; stroke: #f85149 } .target { stroke: #e6edf3 }
  }`

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** Measures with a unit of their own are no ratios, and are left to the table. */
export function benchPlot(result: Result = readResult()): string {
  const rows = Object.values(result)
    .flatMap((part) => part.rows)
    .filter(({ seconds }) => seconds)
  const values = rows.flatMap(({ ratio, target, spread = [] }) => [ratio, target, ...spread])
  const least = Math.log10(Math.min(0.5, ...values)) - 0.05
  const most = Math.log10(Math.max(2, ...values)) + 0.05
  const x = (value: number): string =>
    (LABELS + ((Math.log10(value) - least) / (most - least)) * (WIDTH - LABELS - RIGHT)).toFixed(1)
  const height = TOP + rows.length * LINE + 14
  const bottom = height - 10
  const ticks = TICKS.filter((tick) => Math.log10(tick) > least && Math.log10(tick) < most).map(
    (tick) =>
      `<line class="${tick === 1 ? 'one' : 'grid'}" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP - 8}" y2="${bottom}"/>` +
      `<text class="small" text-anchor="middle" x="${x(tick)}" y="${TOP - 14}">${tick}</text>`,
  )
  const lines = rows.map(({ work, floor, ratio, target, spread = [ratio, ratio], met }, i) => {
    const y = TOP + i * LINE + LINE / 2
    const kind = met ? 'met' : 'missed'
    return [
      `<text text-anchor="end" x="${LABELS - 12}" y="${y + 4}">${escaped(work)} <tspan class="small">/ ${escaped(floor)}</tspan></text>`,
      `<line class="target" x1="${x(target)}" x2="${x(target)}" y1="${y - 7}" y2="${y + 7}"/>`,
      `<line class="${kind}" x1="${x(spread[0])}" x2="${x(spread[1])}" y1="${y}" y2="${y}" stroke-width="3" stroke-opacity="0.5"/>`,
      `<circle class="${kind}" cx="${x(ratio)}" cy="${y}" r="4"/>`,
      `<text class="small" x="${WIDTH - RIGHT + 14}" y="${y + 4}">${shown(ratio)}${met ? '' : ' ✗'}</text>`,
    ].join('')
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="Time of unleak divided by the time of what it is measured against">`,
    `<style>${STYLE}\n</style>`,
    `<text class="small" x="8" y="${TOP - 14}">time of unleak / time of the other: dot = median, bar = quartiles, mark = at most</text>`,
    ...ticks,
    ...lines,
    '</svg>',
    '',
  ].join('\n')
}
