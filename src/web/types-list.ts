// The list of types: radio buttons in groups, which arrow keys walk through, and a search that narrows them.
import type { Generator } from '../generate/contract.ts'
import { byId, make } from './dom.ts'

interface Row {
  label: HTMLLabelElement
  input: HTMLInputElement
  group: HTMLFieldSetElement
  /** What the search looks at, in lower case. */
  text: string
}

/** What most come for stands first; the other groups follow in the order of the registry. */
const FIRST = { groups: ['passwords', 'tokens', 'keys', 'frameworks'], type: 'password' }

/** @param choose called with the type's name, and at once with the one that most come for. */
export function showTypes(generators: Record<string, Generator>, choose: (type: string) => void): void {
  const groups = new Map<string, HTMLFieldSetElement>()
  const rows = Object.entries(generators).map(([type, { group, describe }]): Row => {
    if (!groups.has(group)) groups.set(group, make('fieldset', {}, make('legend', {}, group)))
    const fieldset = groups.get(group)!
    const input = make('input', { type: 'radio', name: 'type', value: type })
    input.addEventListener('change', () => choose(type))
    const label = make('label', { title: describe }, input, make('span', {}, type))
    fieldset.append(label)
    return { label, input, group: fieldset, text: `${type} ${group} ${describe}`.toLowerCase() }
  })
  byId('types').append(...new Set([...FIRST.groups.flatMap((group) => groups.get(group) ?? []), ...groups.values()]))
  const search = byId<HTMLInputElement>('search')
  /** In the order of the page. */
  const found = (): NodeListOf<HTMLInputElement> => byId('types').querySelectorAll('label:not([hidden]) input')
  search.addEventListener('input', () => {
    narrow(rows, search.value)
    byId('found').textContent = search.value ? count(found().length) : ''
  })
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const [first] = found()
    first?.click()
    first?.focus()
  })
  search.value = ''
  rows.find((row) => row.input.value === FIRST.type)?.input.click()
}

/** Leaves what holds every word of the search. */
function narrow(rows: Row[], search: string): void {
  const words = search.toLowerCase().split(/\s+/)
  for (const row of rows) row.label.hidden = !words.every((word) => row.text.includes(word))
  for (const group of new Set(rows.map((row) => row.group)))
    group.hidden = rows.every((row) => row.group !== group || row.label.hidden)
}

const count = (rows: number): string => (rows === 1 ? '1 type found' : `${rows || 'No'} types found`)
