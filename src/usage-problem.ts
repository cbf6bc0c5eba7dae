// What yargs says of a mistyped command line, in one line, with "did you mean" for flags and choices too.
import { nearest } from './nearest.ts'

/**
 * @param typed the arguments. @param flags all names that the command knows, without dashes.
 */
export function usageProblem(message: string, typed: string[], flags: string[]): string {
  const text = message.replaceAll('\n', ' ')
  const guess = mistypedFlag(text, typed, flags) ?? mistypedChoice(text)
  return guess ? `${text}; did you mean ${guess}?` : text
}

function mistypedFlag(text: string, typed: string[], flags: string[]): string | undefined {
  const [, names = ''] = /^Unknown arguments?: (.+)$/.exec(text) ?? []
  // yargs tells `--max-size` as `max-size` and as `maxSize`.
  const wrong = names
    .split(', ')
    .find((name) => typed.some((each) => each === `--${name}` || each.startsWith(`--${name}=`)))
  const near = wrong === undefined ? undefined : nearest(wrong, flags)
  return near && `--${near}`
}

function mistypedChoice(text: string): string | undefined {
  const [, given = '', choices = ''] = /Given: "([^"]*)", Choices: (.*)$/.exec(text) ?? []
  const known = [...choices.matchAll(/"([^"]*)"/g)].map(([, choice]) => choice!)
  return given && nearest(given, known)
}
