// The weights as a table of numbers that is read where it lies: a commit with one candidate does not wait until 2,400 names are parsed.

/** Two numbers a place: a name's hash, and its weight in hundredths; 0 and 0 where nothing stands. */
export type WeightTable = Int32Array

const SEED = 0x811c9dc5 | 0
const PRIME = 16_777_619
/** Between the parts of a name; no part holds it. */
const BETWEEN = 31

/** FNV-1a over the characters of one more part. http://www.isthe.com/chongo/tech/comp/fnv/ */
function add(hash: number, part: string): number {
  let sum = Math.imul(hash ^ BETWEEN, PRIME)
  for (let i = 0; i < part.length; i++) sum = Math.imul(sum ^ part.charCodeAt(i), PRIME)
  return sum
}

/** Of the names' groups there are few, and each is asked for again and again. */
const groups = new Map<string, number>()

function groupHash(group: string): number {
  let hash = groups.get(group)
  if (hash === undefined) groups.set(group, (hash = add(SEED, group)))
  return hash
}

function hashOf(group: string, first: string, second?: string, third?: string): number {
  let hash = add(groupHash(group), first)
  if (second !== undefined) hash = add(hash, second)
  if (third !== undefined) hash = add(hash, third)
  // Only an empty place has 0.
  return hash === 0 ? 1 : hash
}

/** The high bits of a product are the best mixed ones. */
const placeOf = (hash: number, places: number): number => (Math.imul(hash, 0x9e3779b1) >>> 8) & (places - 1)

export type NamedWeight = [keys: string[], weight: number]

/** @param weights in hundredths. @throws Error when two names have one hash: no table may mix them up */
export function tableOf(weights: NamedWeight[]): WeightTable {
  let places = 16
  while (places < weights.length * 2) places *= 2
  const table = new Int32Array(places * 2)
  for (const [[group, first, second, third], weight] of weights) {
    const hash = hashOf(group!, first!, second, third)
    let place = placeOf(hash, places)
    while (table[2 * place] !== 0) {
      if (table[2 * place] === hash) throw new Error(`${group}: ${first} has the hash of another feature`)
      place = (place + 1) & (places - 1)
    }
    table[2 * place] = hash
    table[2 * place + 1] = weight
  }
  return table
}

/** In hundredths; 0 for what has none. */
export function weightIn(table: WeightTable, group: string, first: string, second?: string, third?: string): number {
  const places = table.length >> 1
  const hash = hashOf(group, first, second, third)
  for (let place = placeOf(hash, places); table[2 * place] !== 0; place = (place + 1) & (places - 1))
    if (table[2 * place] === hash) return table[2 * place + 1]!
  return 0
}
