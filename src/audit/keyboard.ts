// Single keys and short lines from a terminal; what is typed ahead waits for its turn.
import { emitKeypressEvents } from 'node:readline'
import type { Key } from 'node:readline'

/** `ctrl-c` also when the terminal goes away. */
export type Pressed = { name: string; text: string }

const LONGEST_LINE = 200

export class Keyboard {
  readonly #waiting: Pressed[] = []
  #wanted: ((key: Pressed) => void) | undefined
  readonly #onKey = (text: string | undefined, { name = '', ctrl }: Key): void => {
    if (ctrl && (name === 'c' || name === 'd')) this.#press({ name: 'ctrl-c', text: '' })
    else this.#press({ name, text: ctrl || text === undefined || /[\u0000-\u001f\u007f]/.test(text) ? '' : text })
  }
  readonly #onEnd = (): void => this.#press({ name: 'ctrl-c', text: '' })

  constructor() {
    emitKeypressEvents(process.stdin)
    process.stdin.setRawMode(true)
    process.stdin.on('keypress', this.#onKey)
    process.stdin.on('end', this.#onEnd)
    process.stdin.resume()
  }

  close(): void {
    process.stdin.off('keypress', this.#onKey)
    process.stdin.off('end', this.#onEnd)
    process.stdin.setRawMode(false)
    process.stdin.pause()
  }

  key(): Promise<Pressed> {
    const first = this.#waiting.shift()
    return first ? Promise.resolve(first) : new Promise((resolve) => (this.#wanted = resolve))
  }

  /** A line, echoed to standard error as it is typed. @returns nothing when the person left it with Esc or Ctrl+C */
  async line(question: string): Promise<{ text: string } | { left: 'escape' | 'ctrl-c' }> {
    process.stderr.write(question)
    let text = ''
    for (;;) {
      const { name, text: typed } = await this.key()
      if (name === 'ctrl-c' || name === 'escape') {
        process.stderr.write('\n')
        return { left: name }
      }
      if (name === 'return' || name === 'enter') {
        process.stderr.write('\n')
        return { text: text.trim() }
      }
      if (name === 'backspace' && text !== '') {
        text = [...text].slice(0, -1).join('')
        process.stderr.write('\b \b')
      } else if (typed !== '' && text.length < LONGEST_LINE) {
        text += typed
        process.stderr.write(typed)
      }
    }
  }

  #press(key: Pressed): void {
    const wanted = this.#wanted
    this.#wanted = undefined
    if (wanted) wanted(key)
    else this.#waiting.push(key)
  }
}
