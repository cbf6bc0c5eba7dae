// Bars of how many findings have the same rule, path, author ...: each is a button that narrows the table to it.
import { make } from '../web/dom.ts'
import { counts } from './view.ts'
import type { ReportData } from './data.ts'
import type { Facet } from './view.ts'

export const TITLES: Record<Facet, string> = {
  severity: 'By severity',
  state: 'By state',
  rule: 'By rule',
  file: 'By path',
  author: 'By author',
}

const FIRST = 6
/** More help nobody: the search finds the rest. */
const MOST = 200

/** @returns a panel; none when no finding has anything of the kind. */
export function facetPanel(
  { findings, rules }: ReportData,
  facet: Facet,
  choose: (facet: Facet, value: string) => void,
): HTMLElement | undefined {
  const found = counts(findings, facet)
  if (found.length === 0) return undefined
  const list = make('ul', { className: 'bars' })
  const top = found[0]![1]
  const bar = ([value, count]: [string, number]): HTMLElement => {
    const name = facet === 'rule' ? rules[value]!.name : value
    const fill = make('i', { className: `fill ${facet === 'severity' ? value : ''}` })
    fill.style.width = `${(100 * count) / top}%`
    const button = make(
      'button',
      { type: 'button', className: 'bar', onclick: () => choose(facet, value) },
      make('span', { className: 'name' }, make('bdi', {}, name)),
      make('span', { className: 'count' }, String(count)),
      fill,
    )
    button.dataset['facet'] = facet
    button.dataset['value'] = value
    button.setAttribute('aria-pressed', 'false')
    return make('li', {}, button)
  }
  list.append(...found.slice(0, FIRST).map(bar))
  const id = `facet-${facet}`
  const panel = make('section', { className: 'panel' }, make('h2', { id }, TITLES[facet]), list)
  panel.setAttribute('aria-labelledby', id)
  if (found.length > FIRST) {
    const rest = found.slice(FIRST, MOST)
    const more = make('button', { type: 'button', className: 'more' }, `${rest.length} more`)
    more.addEventListener('click', () => {
      const items = rest.map(bar)
      list.append(...items)
      items[0]!.querySelector('button')!.focus()
      more.remove()
      panel.dispatchEvent(new Event('more', { bubbles: true }))
    })
    panel.append(more)
  }
  return panel
}
