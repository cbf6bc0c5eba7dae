// The form of one type's options: a field for each, made from what its generator says of them.
import type { Generator, GeneratorOptions } from '../generate/contract.ts'
import { make } from './dom.ts'
import { words } from './words.ts'

type Known = Generator['options']

/** Shows the options in `place`. @returns reads what the fields hold now */
export function showOptions(place: HTMLElement, options: Known): () => GeneratorOptions {
  const fields = Object.entries(options).map(([name, option]) => ({ name, ...field(name, option) }))
  place.replaceChildren(...fields.flatMap(({ nodes }) => nodes))
  return () => Object.fromEntries(fields.map(({ name, read }) => [name, read()]))
}

function field(name: string, { default: preset, describe, choices }: Known[string]) {
  const id = `option-${name}`
  const hint = make('p', { id: `${id}-hint`, className: 'hint' }, describe)
  const label = (...nodes: Node[]): HTMLLabelElement => make('label', { htmlFor: id }, ...nodes, words(name))
  const input = make('input', { id, autocomplete: 'off', spellcheck: false })
  input.setAttribute('aria-describedby', hint.id)
  if (choices) {
    const select = make('select', { id }, ...choices.map((one) => make('option', { value: String(one) }, String(one))))
    select.setAttribute('aria-describedby', hint.id)
    select.value = String(preset)
    return {
      nodes: [label(), select, hint],
      read: () => (typeof preset === 'number' ? Number(select.value) : select.value),
    }
  }
  if (typeof preset === 'boolean') {
    Object.assign(input, { type: 'checkbox', checked: preset })
    const tick = label(input, new Text(' '))
    tick.className = 'tick'
    return { nodes: [tick, hint], read: () => input.checked }
  }
  if (typeof preset === 'number') {
    Object.assign(input, { type: 'number', min: '0', step: '1', inputMode: 'numeric', required: true, value: preset })
    return { nodes: [label(), input, hint], read: () => input.valueAsNumber }
  }
  input.value = preset
  return { nodes: [label(), input, hint], read: () => input.value }
}
