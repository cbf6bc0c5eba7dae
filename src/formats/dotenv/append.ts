// Adds a name that a .env file does not have yet, as its other lines are written.
import { encodeFor } from '../choose-encoding.ts'
import { FormatError } from '../format-error.ts'
import { scan } from './scanner.ts'

/**
 * The text with one more assignment at its end: in the file's line ends, with or without a last line break as before,
 * with `export` when all others have it.
 * @param readers the programs that read this file
 * @throws FormatError when the file is broken, the name is none, or some reader would misread the value
 */
export function append(text: string, key: string, value: string, readers: readonly string[]): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) throw new FormatError('this name is not one of an environment variable')
  const existing = scan(text)
  if (existing.some((assignment) => assignment.key === key)) throw new FormatError('this name is there already')
  const content = text.replace(/^\uFEFF/, '')
  const newline = text.lastIndexOf('\n')
  const eol = newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n'
  const open = content !== '' && !content.endsWith('\n')
  const exported = existing.length > 0 && existing.every((assignment) => assignment.exported)
  const head = text + (open ? eol : '') + (exported ? 'export ' : '') + `${key}=`
  const tail = open ? '' : eol
  const place = scan(head + tail).at(-1)
  if (place?.key !== key || place.end !== head.length)
    throw new FormatError('its last line goes on: nothing can be put behind it')
  const written = encodeFor(
    head + tail,
    { key: [key], start: head.length, end: head.length, value: '' },
    value,
    readers,
  )
  if ('misread' in written) throw new FormatError(`it would be misread by ${written.misread.join(', ')}`)
  return head + written.raw + tail
}
