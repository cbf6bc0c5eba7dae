// django-environ: its own expressions, which versions 0.11 and those after it apply differently to comments.
// https://github.com/joke2k/django-environ/blob/v0.12.0/environ/environ.py, Env.read_env
import type { Reader, ReadValue } from '../reader.ts'
import { differs, expands } from '../dotenv/dollar.ts'
import { splitLines } from '../dotenv/python-text.ts'

const LINE = /^(?:export )?([A-Za-z_0-9]+)=(.*)$/su

/** Today: a `#` belongs to the value. */
const whole = (text: string): string => /^'(.*)'$/su.exec(text)?.[1] ?? text

/** With `parse_comments`, and always in version 0.11. */
const withoutComment = (text: string): string =>
  /^\s*'(.*)'\s*(?:#.*\s*)?$/su.exec(text)?.[1] ?? /^(.*?)(?:#.*\s*)?$/su.exec(text)![1]!

/** A backslash goes, but for line breaks and tabs. */
const unquoted = (text: string): string =>
  /^"(.*)"$/su.exec(text)?.[1]?.replace(/\\(.)/gsu, (all, char: string) => (/[rnt]/.test(char) ? all : char)) ?? text

function valueOf(text: string): ReadValue {
  const value = unquoted(whole(text))
  if (unquoted(withoutComment(text)) !== value) return differs
  // Env() takes it for the name of another variable.
  return value.startsWith('$') ? expands : { value }
}

export const reader: Reader = {
  describe: 'django-environ',
  read(text) {
    const found = new Map<string, ReadValue>()
    for (const line of splitLines(text)) {
      const [, key, value] = LINE.exec(line) ?? []
      if (key !== undefined) found.set(key, valueOf(value!))
    }
    return found
  },
}
