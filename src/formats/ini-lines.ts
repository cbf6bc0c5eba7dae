// The lines of files with sections and `key = value`, whatever their dialect makes of a value.
import { checkText, linesOf } from './source-text.ts'

export interface IniLine {
  /** Section, when there is one, and key; a continuation line adds its number. */
  key: (string | number)[]
  /** Of the raw value, without blanks around it. */
  start: number
  end: number
}

/** @param separators what may stand between key and value. Lines of no known form are passed over, as most readers do. */
export function* iniLines(text: string, separators: RegExp, continued: boolean): Generator<IniLine> {
  checkText(text)
  let section: string[] = []
  let key: string | undefined
  let indent = 0
  let part = 0
  for (const { start, end } of linesOf(text)) {
    const line = text.slice(start, end)
    const body = line.trim()
    if (body === '' || body[0] === '#' || body[0] === ';') continue
    const first = start + line.indexOf(body)
    const last = first + body.length
    if (continued && key !== undefined && first - start > indent) {
      yield { key: [...section, key, part++], start: first, end: last }
      continue
    }
    const header = /^\[([^\]]*)\]/.exec(body)
    if (header !== null) {
      section = [header[1]!]
      key = undefined
      continue
    }
    const split = body.search(separators)
    if (split <= 0) continue
    key = body.slice(0, split).trim()
    indent = first - start
    part = 0
    const value = body.slice(split + 1).trimStart()
    yield { key: [...section, key], start: last - value.length, end: last }
  }
}
