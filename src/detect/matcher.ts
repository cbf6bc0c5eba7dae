// From bytes to raw matches: keywords first, then only the rules that a keyword wakes, only where it stands.
import { accept } from './accept.ts'
import { tryNames } from './assigned.ts'
import { KEYWORD_DEPTH } from './automaton.ts'
import { latin1 } from './bytes.ts'
import { continues, headAt } from './endings.ts'
import { createFileRules } from './file-rules.ts'
import { tryAnchors } from './patterns.ts'
import { findKeywords, findKeywordsIn } from './prefilter.ts'
import type { Hits } from './prefilter.ts'
import { createSearch, endingOf } from './search.ts'
import type { Begin, Search } from './search.ts'
import { forgetEndless } from './value.ts'
import { unwatched } from './watch.ts'
import type { Watch } from './watch.ts'
import { matchFresh } from './windows.ts'
import type { Far } from './windows.ts'
import type { CompiledRule, CompiledRules, Match, Stretch } from '../types.ts'

/** Bytes of a file that a check sees when the file as a whole is the secret. */
const MOST_OF_FILE = 65_536

export interface MatcherOptions {
  binary?: boolean
  path?: string
  /** The bytes are only a part of the file's: the rules for whole files have nothing to say. */
  part?: boolean
  /** Unix time in seconds, for what expires. */
  now?: number
  /** In order. Given: matches that touch none of these may be left out. */
  fresh?: Stretch[]
  /** Spares a search that the version before has answered, and answers for the next one. */
  far?: Far
  /** Told what was left out because it takes too long, in words for people; without it that is an error. */
  onTooSlow?: ((what: string) => unknown) | undefined
}

export type Matcher = (bytes: Uint8Array, options?: MatcherOptions) => Match[]

/**
 * The result is ordered by position and may overlap; src/filters/overlap.ts decides between overlapping ones.
 * @param begin asked before each use of a rule, by those who stop a slow one: false leaves it out, an error ends the work.
 * @param watch put around the work of each rule, for those who measure it.
 */
export function createMatcher(compiled: CompiledRules, begin: Begin = () => true, watch: Watch = unwatched): Matcher {
  const { rules, automaton, reach } = compiled
  const search = createSearch(compiled, begin, watch)
  const fileRules = createFileRules(compiled)

  return (bytes, options = {}) => {
    const { fresh, far } = options
    return fresh
      ? matchFresh(
          bytes,
          fresh,
          reach,
          (windows, wanted) => {
            const hits = findKeywordsIn(automaton, bytes, windows, KEYWORD_DEPTH)
            return { matches: match(bytes, options, hits, wanted), far: search.far }
          },
          far,
        )
      : whole(bytes, options)
  }

  function whole(bytes: Uint8Array, options: MatcherOptions): Match[] {
    const matches = match(bytes, options, findKeywords(automaton, bytes, KEYWORD_DEPTH))
    if (reach.keywords) options.far?.now.set(reach.keywords, search.far)
    return matches
  }

  function match(bytes: Uint8Array, options: MatcherOptions, hits: Hits, lines?: Stretch[]): Match[] {
    const { binary = false, path = '', part = false, now } = options
    const matches: Match[] = []
    search.bytes = bytes
    search.path = path
    search.binary = binary
    search.now = now
    search.lines = lines
    search.matches = matches
    search.far = false
    search.place = undefined
    if (hits.length > 0) meetKeywords(search, hits)
    if (!part) for (const rule of fileRules(path)) watch(rules.at(rule)!.id, tryFile)(search, rules.at(rule)!)
    return matches.length < 2
      ? matches
      : matches.toSorted((a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd)
  }
}

/** The loop over all hits; what nine of ten are refused by stands here, and nothing else: V8 compiles it early, and once. */
function meetKeywords(search: Search, hits: Hits): void {
  reset(search)
  const { bytes } = search
  const { starts, numbers, heads } = search.compiled.endings
  for (let i = 0; i < hits.length; i += 2) {
    const seen = hits[i]!
    const head = headAt(bytes, seen)
    const stop = starts[hits[i + 1]! + 1]!
    for (let k = starts[hits[i + 1]!]!; k < stop; k++)
      if (((head ^ heads[2 * k]!) & heads[2 * k + 1]!) === 0) meet(search, numbers[k]!, seen)
  }
}

/** Takes out what was noted where keywords of the text before stood. Small files have none, and would wait for this longer than for the rest. */
function reset(search: Search): void {
  search.recent.length = 0
  search.recentAt.length = 0
  search.nameEnd = -1
  search.nextFree.fill(0)
  search.refused.fill(0)
  search.runs.fill(0)
  forgetEndless()
}

function meet(search: Search, number: number, seen: number): void {
  const ending = endingOf(search, number)
  if (!continues(search.bytes, seen, ending.tail)) return
  const start = seen - ending.seen
  const end = start + ending.length
  if (ending.far) search.far = true
  if (ending.anchors.length > 0) tryAnchors(search, ending.anchors, start, end)
  if (ending.names.length > 0 && !search.binary && mayName(search, start)) tryNames(search, ending, start, end)
}

/** What a name behind the new lines is given stands behind them too. */
function mayName({ lines }: Search, start: number): boolean {
  if (!lines) return true
  for (let i = 0; i < lines.length; i++) if (start < lines[i]![1]) return true
  return false
}

/** The content as a whole is the secret; of a text without the white space around it. */
function tryFile(search: Search, rule: CompiledRule): boolean {
  const text = latin1(search.bytes, 0, Math.min(search.bytes.length, MOST_OF_FILE))
  const isText = !/[^\t\n\r -~]/.test(text)
  const start = isText ? text.length - text.trimStart().length : 0
  const end = isText ? text.trimEnd().length : text.length
  return start < end && search.begin(rule) && accept(search, rule, { start, end, secretStart: start, secretEnd: end })
}
