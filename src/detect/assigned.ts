// Rules that look at assignments: those of providers whose credentials have no form, and the judge of the rest.
import { accept } from './accept.ts'
import type { MatchRange } from './accept.ts'
import { readAssignment } from './assignment.ts'
import type { Assignment } from './assignment.ts'
import { fromLatin1, latin1, NEWLINE } from './bytes.ts'
import type { Ending } from './endings.ts'
import { namesIdentifier } from './names.ts'
import { partsOf } from './parts.ts'
import { expressionOf, isWanted, placeIn } from './search.ts'
import type { Search } from './search.ts'
import { touches } from './windows.ts'

/** A provider's word wakes its `value` rules for assignments this close behind it. */
const NEAR_BYTES = 400
const NEAR_LINES = 4

/** @param start of the keyword @param end behind it */
export function tryNames(search: Search, ending: Ending, start: number, end: number): void {
  const woken = ending.values.length > 0 && wake(search, ending.values, end)
  // Several words of one name lead to the same assignment: the judge is asked once.
  if (end <= search.nameEnd && !woken) return
  const assignment = readAssignment(search.bytes, start, end)
  if (assignment) tryParts(search, ending, assignment)
}

function wake(search: Search, rules: number[], at: number): boolean {
  const { recent, recentAt } = search
  // A provider's word in each name of a program wakes the same rules again.
  const last = recent.length - rules.length
  if (last >= 0 && rules.every((rule, i) => recent[last + i] === rule)) {
    recentAt.fill(at, last)
    return true
  }
  let woken = false
  for (const rule of rules) {
    if (!isWanted(search, rule)) continue
    woken = true
    const known = recent.indexOf(rule)
    if (known !== -1) {
      recent.splice(known, 1)
      recentAt.splice(known, 1)
    }
    recent.push(rule)
    recentAt.push(at)
  }
  return woken
}

function tryParts(search: Search, { names, guesses }: Ending, assignment: Assignment): void {
  const { bytes, lines } = search
  if (search.recent.length > 0) forget(search, assignment.nameStart)
  for (const part of partsOf(bytes, assignment))
    if (!lines || touches(lines, part.nameStart, part.valueEnd)) tryAssignment(search, part, names)
  if (guesses) search.nameEnd = assignment.nameEnd
}

/** The rules whose keywords do not stand close before the name. */
function forget({ bytes, recent, recentAt }: Search, nameStart: number): void {
  let oldest = nameStart
  for (const at of recentAt) if (at >= nameStart - NEAR_BYTES && at < oldest) oldest = at
  let from = nameStart
  for (let lines = 0; from > oldest; from--) if (bytes[from - 1] === NEWLINE && ++lines > NEAR_LINES) break
  if (recentAt.every((at) => at >= from)) return
  let kept = 0
  for (let i = 0; i < recentAt.length; i++) {
    if (recentAt[i]! < from) continue
    recent[kept] = recent[i]!
    recentAt[kept++] = recentAt[i]!
  }
  recent.length = recentAt.length = kept
}

function tryAssignment(search: Search, assignment: Assignment, names: number[]): void {
  const { compiled, nextFree } = search
  if (search.recent.length > 0) tryValues(search, assignment)
  for (const number of names) {
    const rule = compiled.rules.at(number)!
    if (rule.kind !== 'assignment' || assignment.valueStart < nextFree[number]! || !isWanted(search, number)) continue
    if (!search.begin(rule)) continue
    const verdict = search.judge(search.bytes, assignment, placeIn(search), compiled)
    // Cells stand far below the name of their column, and other names between them. What a call makes of its text is told by the
    // outer name, `hash = encodePassword("x")`; in any other text that is none there may be a name of its own: monkeypatch.setenv("PASSWORD", "x").
    if (verdict ? assignment.operator !== 'cell' : assignment.operator === 'inside call')
      nextFree[number] = assignment.valueEnd
    if (!verdict) continue
    const pieces = assignment.joined === undefined ? {} : { joined: fromLatin1(assignment.joined) }
    search.matches.push({ ...rangeOf(assignment), ...pieces, rule, ...verdict })
  }
}

const rangeOf = ({ nameStart, valueStart, valueEnd }: Assignment): MatchRange => ({
  start: nameStart,
  end: valueEnd,
  secretStart: valueStart,
  secretEnd: valueEnd,
})

function tryValues(search: Search, assignment: Assignment): void {
  const { bytes, compiled, nextFree, begin } = search
  const { nameStart, nameEnd, valueStart, valueEnd, quote, joined } = assignment
  const value = joined ?? latin1(bytes, valueStart, valueEnd)
  // A bare word of letters is a variable, a type or a member far more often than a key.
  if (quote === 0 && /^[A-Za-z_$.]+$/.test(value)) return
  const identifier = namesIdentifier(latin1(bytes, nameStart, nameEnd))
  for (const number of search.recent) {
    const rule = compiled.rules.at(number)!
    if ((identifier && !rule.anyName) || value.length < rule.minLength || value.length > rule.maxLength) continue
    if (valueStart < nextFree[number]! || !begin(rule)) continue
    const found = expressionOf(search, number, '').exec(value)
    if (!found) continue
    const [from, to] = found.indices?.groups?.['secret'] ?? [0, value.length]
    const secret =
      joined === undefined
        ? { secretStart: valueStart + from, secretEnd: valueStart + to }
        : { joined: fromLatin1(value.slice(from, to)) }
    if (accept(search, rule, { ...rangeOf(assignment), ...secret })) nextFree[number] = valueEnd
  }
}
