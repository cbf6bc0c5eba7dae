// The time line as a picture, and the same as a table for whoever does not see it.
import { make } from '../web/dom.ts'
import type { Row } from './data.ts'
import { periodsOf } from './periods.ts'
import type { Period } from './periods.ts'

const SVG = 'http://www.w3.org/2000/svg'

/** Nothing when no finding has a date. */
export function timeLine(rows: Row[]): Node[] {
  const periods = periodsOf(rows)
  if (periods.length === 0) return []
  const lost = rows.filter(({ inHead, removed }) => inHead === false && !removed).length
  const most = periods.reduce((a, b) => (b.open > a.open ? b : a))
  const now = periods.at(-1)!.open
  const told = [
    `Most at one time: ${most.open}, ${most.label}.`,
    `Open at the end: ${now}.`,
    ...(lost > 0 ? [`${lost} left at a time that is not known; they count as open here.`] : []),
  ].join(' ')
  return [
    make('p', { className: 'key' }, swatch('entered'), 'entered', swatch('left'), 'left', swatch('open'), 'open'),
    bars(periods),
    open(periods),
    make(
      'p',
      { className: 'scale hint' },
      make('span', {}, periods[0]!.label),
      make('span', {}, periods.length > 1 ? periods.at(-1)!.label : ''),
    ),
    make('p', { className: 'hint' }, told),
    make('details', {}, make('summary', {}, 'The time line as a table'), table(periods)),
  ]
}

const swatch = (name: string): HTMLElement => make('i', { className: `swatch ${name}` })

/** Up: what entered. Down: what left. */
function bars(periods: Period[]): SVGElement {
  const up = Math.max(...periods.map(({ entered }) => entered), 1)
  const down = Math.max(...periods.map(({ left }) => left))
  const picture = canvas(periods.length, up + down, 'tall')
  for (const [x, { label, entered, left, open }] of periods.entries()) {
    const column = draw('g', {})
    column.append(
      draw('rect', { class: 'touch', x, y: 0, width: 1, height: up + down }),
      draw('rect', { class: 'entered', x: x + 0.12, y: up - entered, width: 0.76, height: entered }),
      draw('rect', { class: 'left', x: x + 0.12, y: up, width: 0.76, height: left }),
    )
    const title = draw('title', {})
    title.textContent = `${label}: ${entered} entered, ${left} left, ${open} open`
    column.append(title)
    picture.append(column)
  }
  picture.append(draw('line', { class: 'ground', x1: 0, x2: periods.length, y1: up, y2: up }))
  return picture
}

function open(periods: Period[]): SVGElement {
  const top = Math.max(...periods.map(({ open }) => open), 1)
  const picture = canvas(periods.length, top, 'low')
  const steps = periods.map(({ open }, x) => `V${top - open}H${x + 1}`).join('')
  picture.append(draw('path', { class: 'open', d: `M0 ${top}${steps}V${top}Z` }))
  return picture
}

/** The table says the same in words. */
function canvas(width: number, height: number, size: string): SVGElement {
  return draw('svg', {
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
    class: size,
    'aria-hidden': 'true',
  })
}

function draw(tag: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, tag) as SVGElement
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value))
  return element
}

function table(periods: Period[]): HTMLElement {
  const head = make('tr')
  for (const title of ['When', 'Entered', 'Left', 'Open']) head.append(make('th', { scope: 'col' }, title))
  const body = make('tbody')
  for (const { label, entered, left, open } of periods)
    body.append(
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, label),
        ...[entered, left, open].map((count) => make('td', {}, String(count))),
      ),
    )
  return make('table', { className: 'numbers' }, make('thead', {}, head), body)
}
