// The table of findings: sorted by its headers, filled by some hundreds of rows at a time.
import { byId, make } from '../web/dom.ts'
import type { ReportData, Row } from './data.ts'
import { detailOf } from './detail.ts'
import { GONE, IN_HEAD } from './view.ts'
import type { Column, View } from './view.ts'

const STEP = 200

const TITLES: Record<Column, string> = {
  severity: 'Severity',
  name: 'Secret',
  file: 'Place',
  author: 'Author',
  date: 'Date',
  state: 'State',
  confidence: 'Confidence',
}

/** Of a column that no finding fills there is no use. */
const columnsOf = ({ findings }: ReportData): Column[] =>
  (Object.keys(TITLES) as Column[]).filter(
    (column) =>
      !(column === 'author' || column === 'date' || column === 'state') ||
      findings.some((row) => (column === 'state' ? row.inHead : row[column]) !== undefined),
  )

export interface Table {
  show: (rows: Row[], view: View) => void
}

/** @param sortBy called when a header is clicked */
export function startTable(data: ReportData, sortBy: (column: Column) => void): Table {
  const columns = columnsOf(data)
  const heads = new Map(
    columns.map((column) => {
      const button = make('button', { type: 'button', onclick: () => sortBy(column) }, TITLES[column])
      const head = make('th', { scope: 'col' }, button)
      head.setAttribute('role', 'columnheader')
      return [column, head]
    }),
  )
  byId('head').append(...heads.values())
  const body = byId('rows')
  const more = byId('more')
  let waiting: Row[] = []

  const fill = (): HTMLElement | undefined => {
    const next = waiting.slice(0, STEP)
    waiting = waiting.slice(STEP)
    const lines = next.map((row) => lineOf(row, columns, data))
    body.append(...lines)
    more.hidden = waiting.length === 0
    more.textContent = `Show ${Math.min(STEP, waiting.length)} more; ${waiting.length} are left`
    return lines[0]
  }
  // The focus goes on where the new rows begin, not back to the top of the page.
  more.addEventListener('click', () => fill()?.querySelector('button')?.focus())

  return {
    show(rows, { sort, descending }) {
      for (const [column, head] of heads) {
        if (column === sort) head.setAttribute('aria-sort', descending ? 'descending' : 'ascending')
        else head.removeAttribute('aria-sort')
      }
      waiting = rows
      body.replaceChildren()
      fill()
    },
  }
}

function lineOf(row: Row, columns: Column[], data: ReportData): HTMLElement {
  const line = make('tr')
  line.setAttribute('role', 'row')
  for (const column of columns) {
    const cell = make('td', { className: column }, ...cellOf(row, column, data, line, columns.length))
    cell.dataset['title'] = TITLES[column]
    // On a small screen rows are laid out as cards, and a browser then forgets that they are rows.
    cell.setAttribute('role', 'cell')
    line.append(cell)
  }
  return line
}

function cellOf(row: Row, column: Column, data: ReportData, line: HTMLElement, width: number): (Node | string)[] {
  switch (column) {
    case 'severity':
      return [make('span', { className: `tag ${row.severity}` }, row.severity)]
    case 'name':
      return [opener(row, data, line, width), make('code', { className: 'hint' }, row.redacted)]
    case 'file':
      return [make('span', {}, make('bdi', {}, row.file), `:${row.line}`)]
    case 'author':
      return [make('bdi', {}, row.author ?? '')]
    case 'date':
      return [row.date?.slice(0, 10) ?? '']
    case 'state':
      return row.inHead === undefined ? [] : [row.inHead ? IN_HEAD : GONE]
    case 'confidence':
      return [row.confidence]
  }
}

/** Opens the row below it. */
function opener(row: Row, data: ReportData, line: HTMLElement, width: number): HTMLElement {
  const button = make('button', { type: 'button', className: 'opener' }, data.rules[row.rule]!.name)
  button.setAttribute('aria-expanded', 'false')
  let detail: HTMLElement | undefined
  button.addEventListener('click', () => {
    if (detail) {
      detail.remove()
      detail = undefined
    } else {
      const cell = make('td', { colSpan: width }, ...detailOf(row, data))
      cell.setAttribute('role', 'cell')
      detail = make('tr', { className: 'detail' }, cell)
      detail.setAttribute('role', 'row')
      line.after(detail)
    }
    button.setAttribute('aria-expanded', String(detail !== undefined))
  })
  return button
}
