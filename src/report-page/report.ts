// The page of the report: reads the data that stands in it, and joins its parts.
import { byId, make } from '../web/dom.ts'
import type { ReportData } from './data.ts'
import { facetPanel } from './facets.ts'
import { nextSteps } from './next-steps.ts'
import { startTable } from './table.ts'
import { timeLine } from './time-line.ts'
import { rowsOf } from './view.ts'
import type { Facet, View } from './view.ts'

const data = JSON.parse(byId('data').textContent!) as ReportData
const { findings, skipped } = data
const FACETS: Facet[] = ['severity', 'state', 'rule', 'author', 'file']
const MOST_SKIPPED = 500

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
const distinct = (of: (row: (typeof findings)[number]) => string): number => new Set(findings.map(of)).size

function headline(): void {
  const title =
    findings.length === 0
      ? skipped.length > 0
        ? 'No secrets in what could be scanned'
        : 'No secrets found'
      : `${count(findings.length, 'secret')} in ${count(
          distinct(({ file }) => file),
          'file',
        )}`
  byId('headline').textContent = title
  document.title = `unleak: ${title}`
  const size = data.bytes < 1e6 ? `${Math.ceil(data.bytes / 1e3)} kB` : `${(data.bytes / 1e6).toFixed(1)} MB`
  const when = `${data.started.slice(0, 16).replace('T', ' ')} UTC`
  byId('about').textContent = [
    `${count(data.files, 'file')} (${size}) scanned in ${data.seconds.toFixed(1)} s, ${when}.`,
    ...(findings.length > 0
      ? [
          `${count(
            distinct(({ fingerprint }) => fingerprint),
            'different value',
          )}.`,
        ]
      : []),
    ...(data.known > 0 ? [`${data.known.toLocaleString('en')} more passed: the baseline knows them.`] : []),
  ].join(' ')
}

function gaps(): void {
  byId('gaps').hidden = skipped.length === 0
  byId('gaps-count').textContent = `Not everything could be scanned: ${count(skipped.length, 'item')}`
  byId('gaps-list').append(
    ...skipped.slice(0, MOST_SKIPPED).map(({ path, reason }) => make('li', {}, make('bdi', {}, path), `: ${reason}`)),
    ...(skipped.length > MOST_SKIPPED ? [make('li', {}, `and ${skipped.length - MOST_SKIPPED} more`)] : []),
  )
}

const view: View = { text: '', chosen: new Map(), sort: 'severity', descending: false }
const table = startTable(data, (column) => {
  view.descending = view.sort === column && !view.descending
  view.sort = column
  update()
})

function choose(facet: Facet, value: string): void {
  if (view.chosen.get(facet) === value) view.chosen.delete(facet)
  else view.chosen.set(facet, value)
  update()
}

function update(): void {
  const rows = rowsOf(data, view)
  table.show(rows, view)
  byId('shown').textContent =
    rows.length === findings.length
      ? `All ${findings.length.toLocaleString('en')} findings.`
      : `${rows.length.toLocaleString('en')} of ${findings.length.toLocaleString('en')} findings.`
  pressed()
  byId('chips').replaceChildren(...[...view.chosen].map(([facet, value]) => chip(facet, value)))
  byId('clear').hidden = view.chosen.size === 0 && view.text === ''
}

function chip(facet: Facet, value: string): HTMLElement {
  const name = facet === 'rule' ? data.rules[value]!.name : value
  const remove = make('button', { type: 'button', className: 'chip' }, make('bdi', {}, name), ' ×')
  remove.setAttribute('aria-label', `Show more than ${name}`)
  remove.addEventListener('click', () => {
    choose(facet, value)
    byId('search').focus()
  })
  return remove
}

function pressed(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-facet]')) {
    const { facet, value } = button.dataset
    button.setAttribute('aria-pressed', String(view.chosen.get(facet as Facet) === value))
  }
}

headline()
gaps()
byId('found').hidden = findings.length === 0
if (findings.length > 0) {
  for (const facet of FACETS) {
    const panel = facetPanel(data, facet, choose)
    if (panel) byId('facets').append(panel)
  }
  byId('facets').addEventListener('more', pressed)
  const line = timeLine(findings)
  byId('time').hidden = line.length === 0
  byId('time-line').append(...line)
  byId('steps').append(...nextSteps(data))
  const search = byId<HTMLInputElement>('search')
  search.addEventListener('input', () => {
    view.text = search.value
    update()
  })
  byId('clear').addEventListener('click', () => {
    view.text = search.value = ''
    view.chosen.clear()
    update()
    search.focus()
  })
  update()
}
