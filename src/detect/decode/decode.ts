// Finds secrets in what is encoded in other bytes, three levels deep, and tells where in those bytes they stand.
import { joinParts } from '../composite.ts'
import { findEncoded, isPlain } from '../encoded.ts'
import type { Encoded } from '../encoded.ts'
import { isWellKnown, standsIn } from '../stand-in.ts'
import { dropOverlaps } from '../../filters/overlap.ts'
import type { Matcher, MatcherOptions } from '../matcher.ts'
import { touches } from '../windows.ts'
import type { Match } from '../../types.ts'
import type { Decoded, Inflate } from './contract.ts'
import { encodings } from './kinds/index.ts'
import { isMostlyText, looksLikeConfig } from './looks.ts'
import { toOrigin } from './to-origin.ts'
import { unpack } from './unpack.ts'

/** Base64 of base64 of base64. */
const DEEPEST = 3
/** Bytes of decoded text for one of the file: three levels of three kinds never need it, what is made to hurt does. */
const MOST_FOR_A_BYTE = 4
const LEAST_LIMIT = 1 << 16
/** Bytes that packed data may unpack to, in one file. */
const MOST_UNPACKED = 1 << 23
/** The rule for what a manifest declares to be a secret and no other rule knows. */
const DECLARED_RULE = 'kubernetes-secret'

const encoder = new TextEncoder()

export interface Decoding {
  matcher: Matcher
  options: MatcherOptions
  inflate: Inflate
  /** The same bytes in the type that files come in: code that sees two types is slower for both. */
  native: (bytes: Uint8Array) => Uint8Array
  /** Told what was not read, and why. */
  onSkipped: (reason: string) => void
}

interface State extends Decoding {
  left: number
  leftToUnpack: number
  claimed: [start: number, end: number][]
}

/**
 * @param matches what the bytes themselves show, ordered.
 * @returns both, ordered: positions are in `bytes`; `decoded` of a match has the text of its secret.
 */
export function withDecoded(bytes: Uint8Array, encoded: Encoded, matches: Match[], decoding: Decoding): Match[] {
  const state: State = {
    ...decoding,
    left: Math.max(LEAST_LIMIT, bytes.length * MOST_FOR_A_BYTE),
    leftToUnpack: MOST_UNPACKED,
    claimed: [],
  }
  const found = within(bytes, encoded, matches, 1, state)
  for (const match of found) {
    const how = match.decoded!.how.join(', then ')
    for (const each of [match, ...(match.siblings ?? [])]) each.reasons.push(`decoded from ${how}`)
  }
  return sorted([...matches.filter((match) => stays(match, found, state)), ...found])
}

/** Of what the encoded text shows by itself; the rule for manifests sees one value of each, and not what is in it. */
function stays(match: Match, found: Match[], { claimed }: State): boolean {
  const { kind, id } = match.rule
  if (kind === 'burned' || kind === 'known') return true
  if (claimed.some(([start, end]) => start <= match.secretStart && match.secretEnd <= end)) return false
  return id !== DECLARED_RULE || !found.some((each) => touch(each, match))
}

const touch = (a: Match, b: Match): boolean => a.secretStart < b.secretEnd && b.secretStart < a.secretEnd

const sorted = (matches: Match[]): Match[] =>
  matches.toSorted((a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd)

/** What is encoded in the bytes. @param own what they show by themselves */
function within(bytes: Uint8Array, encoded: Encoded, own: Match[], depth: number, state: State): Match[] {
  const found: Match[] = []
  for (const { find } of Object.values(encodings)) {
    for (const coded of find(bytes, encoded)) {
      if (encoded.fresh && !touches(encoded.fresh, ...coded.origin(0, coded.bytes.length))) continue
      const text = unpack(coded, state.inflate, state.leftToUnpack)
      if (text === 'too large')
        state.onSkipped(`packed text in it is larger than ${MOST_UNPACKED >> 20} MB and was not read`)
      if (text === undefined || text === 'too large' || !isMostlyText(text.bytes)) continue
      if (text.packed) state.leftToUnpack -= text.bytes.length
      else if ((state.left -= text.bytes.length) < 0) {
        state.onSkipped('too much of it is encoded, several times over: not all of it was decoded')
        return found
      }
      if (text.claimed && depth === 1) state.claimed.push(text.origin(0, text.bytes.length))
      const inside = matchesIn(text, depth, state)
      // Escapes stand among plain text, which was read before.
      found.push(...(text.escaped ? inside.filter((match) => !repeats(match, own)) : inside))
    }
  }
  return found
}

const repeats = (match: Match, own: Match[]): boolean =>
  own.some((other) => other.rule === match.rule && touch(other, match))

/** All matches of a decoded text and of what is encoded in it, with their places in the bytes that it came from. */
function matchesIn(decoded: Decoded, depth: number, state: State): Match[] {
  const { matcher, options, native } = state
  const text = { ...decoded, bytes: native(decoded.bytes) }
  const all = matcher(text.bytes, { ...options, part: true })
  const isFinal = all.length === 0 || options.binary === true || namesTell(text)
  const own = isFinal ? all : matcher(text.bytes, { ...options, part: true, binary: true })
  const encoded = depth < DEEPEST ? findEncoded(text.bytes) : undefined
  const deeper = encoded && !isPlain(encoded) ? within(text.bytes, encoded, own, depth + 1, state) : []
  const found = sorted([...own, ...deeper])
  if (text.declared) declare(text.declared, found, state)
  return text.packed ? packedMatches(text, found) : found.map(toOrigin(text, joinedParts(text.bytes, found)))
}

const namesTell = ({ declared, page, bytes }: Decoded): boolean =>
  declared !== undefined || page === true || looksLikeConfig(bytes)

/** A value that its manifest calls a secret is one, however it looks, unless it stands in for one. */
function declare({ name, value, start }: NonNullable<Decoded['declared']>, matches: Match[], state: State): void {
  for (const match of matches) {
    if (match.rule.kind !== 'assignment' || match.decoded || isWellKnown(value) || standsIn(value)) continue
    match.confidence = 'high'
    match.reasons = ['it is in the data of a Kubernetes Secret']
  }
  if (matches.length > 0) return
  // No rule knows it under its name, so the rule for manifests is asked, of this value alone.
  const manifest = encoder.encode(`kind: Secret\ndata:\n  ${name}: ${btoa(value)}\n`)
  const end = start + value.length
  for (const match of state.matcher(manifest, state.options))
    if (match.rule.id === DECLARED_RULE) matches.push({ ...match, start, end, secretStart: start, secretEnd: end })
}

/** For the matches whose other half is in the same text: with it. The others may find it elsewhere. */
function joinedParts(bytes: Uint8Array, matches: Match[]): (match: Match) => Match {
  if (!matches.some(({ rule, part }) => rule.near && !part)) return (match) => match
  const { joined } = joinParts(bytes, matches)
  const withPart = new Map(
    joined.filter(({ part }) => part).map((match) => [`${match.rule.id} ${match.secretStart}`, match]),
  )
  return (match) => withPart.get(`${match.rule.id} ${match.secretStart}`) ?? match
}

/** All of them stand in the same place, so it is decided here which stay: the best one, and the others with it. */
function packedMatches(text: Decoded, matches: Match[]): Match[] {
  const { joined, parts } = joinParts(text.bytes, matches)
  const kept = dropOverlaps(joined).filter((match) => !parts.has(match))
  const [first, ...siblings] = kept.map(toOrigin(text))
  if (first) first.siblings = siblings
  for (const sibling of siblings) delete sibling.siblings
  return first ? [first] : []
}
