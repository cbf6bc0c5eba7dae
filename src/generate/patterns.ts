// What people make passwords of, instead of chance: runs along the alphabet or the keyboard, repeats, dates, letters as digits.

/** Years of our lives, and days: 19991231, 31.12.1999, 12/31/99. */
export const DATE =
  /^(?:19[3-9]\d|20[0-4]\d|(?:(?:19|20)\d\d([-/. ]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01]))|(?:0?[1-9]|[12]\d|3[01])([-/. ]?)(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d)$/

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop[]',
  'asdfghjkl;',
  'zxcvbnm,./',
  'qwertzuiop',
  'azertyuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '!@#$%^&*()_+',
]
const RUNS = [...ROWS, ...ROWS.map((row) => [...row].toReversed().join(''))].map((row) => row.repeat(2))

/** A run or a repeat that the whole part is. */
export function cheapestRun(part: string): { bits: number; pattern: string } | undefined {
  const lower = part.toLowerCase()
  if (RUNS.some((run) => run.includes(lower)))
    return { bits: 5 + Math.log2(part.length), pattern: 'a sequence of the alphabet or the keyboard' }
  const unit = repeatedUnit(part)
  return unit === undefined ? undefined : { bits: unit * 5 + Math.log2(part.length / unit), pattern: 'a repeated part' }
}

/** Length of the shortest part of which the text is two or more copies. A part of two or more needs three. */
function repeatedUnit(text: string): number | undefined {
  for (let unit = 1; unit * 2 <= text.length; unit++) {
    if (unit > 1 && unit < 4 && unit * 3 > text.length) continue
    if (text.length % unit === 0 && text.startsWith(text.slice(unit)) && text.endsWith(text.slice(0, unit))) return unit
  }
  return undefined
}

const LETTERS: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** `P@ssw0rd` as the word that is meant. */
export const plain = (text: string): string => text.toLowerCase().replace(/[013457@$!]/g, (char) => LETTERS[char]!)
