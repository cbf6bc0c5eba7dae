// The source line of a finding as a report may show it: names stay, every value is masked, the line is cut to a window.
import { linesAround } from './positions.ts'
import type { Frame, Match } from './types.ts'

const STARS = '***'
/** Bytes of context looked at on either side; a minified line is one line of megabytes. */
const REACH = 160
/** Columns shown on either side of the secret. */
const SHOWN_BEFORE = 44
const SHOWN_AFTER = 24

/**
 * Neighbours are masked too: the rest of the line may hold secrets that no rule knows.
 * @param found every raw match near it, reported or not.
 */
export function frameOf(bytes: Uint8Array, match: Match, redacted: string, found: Match[]): Frame {
  const line = linesAround(bytes, match.secretStart, match.secretStart + 1)
  const from = Math.max(line.from, match.secretStart - REACH)
  const to = Math.min(line.to, match.secretEnd + REACH)
  // What another rule found is cut out before any masking by shape.
  const whole = textWithout(bytes, from, match.secretStart, found)
  // A known value may stand inside of base64, whose letters beside it hold some of its bits.
  const exact = match.rule.kind === 'burned' || match.rule.kind === 'known' || (match.decoded?.how.length ?? 0) > 0
  const left = exact ? whole.replace(/[\w+/-]+$/, STARS) : whole
  const before = from === line.from ? maskValues(left) : maskBare(maskBetween(`"${left}`).slice(1))
  const rest = match.secretEnd < to ? textWithout(bytes, match.secretEnd, to, found) : ''
  // Where a grammar ends the value too early, its tail touches the secret.
  const right = maskBare(
    maskBetween(rest.replace(/^[^\s"'`,)\]}<>/@]+/, (tail) => (/^[;:]?$/.test(tail) ? tail : STARS))),
  )
  const shown = clipLeft(before.trimStart(), SHOWN_BEFORE)
  const after = right.length > SHOWN_AFTER ? `${right.slice(0, SHOWN_AFTER)}…` : right
  return { text: shown + redacted + after.trimEnd(), from: shown.length, to: shown.length + redacted.length }
}

/**
 * Which matches can stand in a frame? Looked up, not tried one by one: ten thousand findings are one file.
 * @param found ordered by `secretStart`.
 */
export function neighbours(found: Match[]): (match: Match) => Match[] {
  let most = 0
  const reached = found.map(({ secretEnd }) => (most = Math.max(most, secretEnd)))
  return ({ secretStart, secretEnd }) => {
    const from = firstIndex(found.length, (i) => reached[i]! > secretStart - REACH)
    const to = firstIndex(found.length, (i) => found[i]!.secretStart >= secretEnd + REACH)
    return found.slice(from, to)
  }
}

/** The first index that passes; once one does, all behind it do. */
function firstIndex(length: number, passes: (index: number) => boolean): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (passes(middle)) high = middle
    else low = middle + 1
  }
  return low
}

function textWithout(bytes: Uint8Array, from: number, to: number, found: Match[]): string {
  const decoder = new TextDecoder()
  let text = ''
  let at = from
  for (const other of found) {
    if (other.secretEnd <= at || other.secretStart >= to) continue
    text += decoder.decode(bytes.subarray(at, Math.max(at, other.secretStart))) + STARS
    at = Math.min(to, other.secretEnd)
  }
  return text + decoder.decode(bytes.subarray(at, to))
}

const clipLeft = (text: string, most: number): string => (text.length > most ? `…${text.slice(-most)}` : text)

/** Quoted texts that are no keys, values behind an operator or a flag, the password of a URL, and words that mix letters and digits. */
export const maskValues = (text: string): string =>
  maskBare(
    text.replace(/(["'`])(?:\\.|(?!\1).)*\1(\s*[:=\]])?/gs, (all, quote: string, key?: string) =>
      key ? all : quote + STARS + quote,
    ),
  )

/** Of a text that may begin within quotes nobody knows which of them open: all words between two, and behind a last one that looks like it. */
const maskBetween = (text: string): string =>
  text
    .replace(/(?<=["'`])[^"'`]*\w[^"'`]*(?=["'`](\s*[:=\]])?)/g, (words, key?: string) => (key ? words : STARS))
    .replace(/(?<=[\s,(=:[{+]["'`])[^"'`]*\w[^"'`]*$/, STARS)

function maskBare(text: string): string {
  return text
    .replace(/(:\/\/)[^\s/@]+@/g, `$1${STARS}@`)
    .replace(/((?<!unleak)(?::=|::|=>|==|[=:](?![=:>]))\s*|(?:^|\s)--?[\w-]+[ =])([^\s"'`,()[\]{}<>*]+)/g, `$1${STARS}`)
    .replace(/[\w+/=-]{8,}/g, (word) => (/\d/.test(word) && /[A-Za-z]/.test(word) ? STARS : word))
}
