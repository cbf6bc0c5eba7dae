// A field that holds a secret: hidden until it is to be seen, copied without being seen, forgotten when told to.
import { make } from './dom.ts'

const HIDDEN = '•'.repeat(24)

export class SecretField {
  readonly #field: HTMLTextAreaElement
  readonly #toggle: HTMLButtonElement
  #value = ''

  constructor(field: HTMLTextAreaElement, toggle: HTMLButtonElement) {
    this.#field = field
    this.#toggle = toggle
    toggle.addEventListener('click', () => {
      toggle.setAttribute('aria-pressed', String(!this.#shown))
      this.#draw()
    })
  }

  get #shown(): boolean {
    return this.#toggle.getAttribute('aria-pressed') === 'true'
  }

  set(value: string): void {
    this.#value = value
    this.#draw()
  }

  /** @returns whether it is in the clipboard now */
  copy(): Promise<boolean> {
    return copyText(this.#value)
  }

  /** Nothing of it stays in the page, and the next one is hidden. */
  clear(): void {
    this.#value = ''
    this.#field.value = ''
    this.#toggle.setAttribute('aria-pressed', 'false')
  }

  #draw(): void {
    // Dots of one length: how long a secret is says something of it.
    this.#field.value = this.#shown ? this.#value : HIDDEN
    this.#field.rows = this.#shown ? rowsOf(this.#value) : 1
  }
}

/** As many rows as show all of a text of up to 20 lines, where a browser does not know field-sizing. */
export const rowsOf = (text: string): number =>
  Math.min(
    20,
    text
      .trimEnd()
      .split('\n')
      .reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / 60)), 0),
  )

/** @returns whether it is in the clipboard now */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Not every browser has the clipboard for a file: there the old way is left.
    const active = document.activeElement as HTMLElement | null
    const field = make('textarea', { value: text })
    document.body.append(field)
    field.select()
    const copied = document.execCommand('copy')
    field.remove()
    active?.focus()
    return copied
  }
}
