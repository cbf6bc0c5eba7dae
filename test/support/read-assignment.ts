// What is read around a word of a text, as text.
import { readAssignment } from '../../src/detect/assignment.ts'

/** Reads around the first `pass` in the text, in any case; positions become text. */
export function read(text: string): { name: string; value: string; operator: string } | undefined {
  const bytes = Buffer.from(text)
  const start = bytes.toString('latin1').toLowerCase().indexOf('pass')
  const found = readAssignment(bytes, start, start + 4)
  const between = (from: number, to: number): string => bytes.subarray(from, to).toString()
  return (
    found && {
      name: between(found.nameStart, found.nameEnd),
      value: between(found.valueStart, found.valueEnd),
      operator: found.operator,
    }
  )
}
