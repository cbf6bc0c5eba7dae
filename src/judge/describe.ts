// A feature in words for people. None of them shows the value.

const PARTS: [start: string, say: (rest: string) => string][] = [
  ['kind none', () => 'the name announces no secret'],
  ['kind ', (kind) => `the name announces a ${kind}`],
  ['shape ', (shape) => `the value has the shape "${shape}"`],
  ['length ', (length) => `the value has ${length} or a few more characters`],
  ['entropy ', (bits) => `its characters vary by ${bits} bits`],
  ['bigrams ', (bits) => `its letters follow each other with ${bits} bits (words: 4, random: 6)`],
  ['quote bare', () => 'the value is not quoted'],
  ['quote ', () => 'the value is quoted'],
  ['operator ', (operator) => `name and value are joined by: ${operator}`],
  ['language ', (language) => `the file is of the kind "${language}"`],
  ['last ', (word) => `the name ends with "${word}"`],
  ['first ', (word) => `the name begins with "${word}"`],
  ['words ', (count) => `the name has ${count} words`],
  ['word ', (word) => `the name holds "${word}"`],
  ['echo none', () => 'the value says nothing of its name'],
  ['echo ', (echo) => `the value and its name: ${echo}`],
  ['value says ', (word) => `the value says "${word}"`],
  ['stands in', () => 'the value is made of words that stand for something else'],
  ['well known', () => 'the value is a password that everybody knows'],
  ['symbols', () => 'the value holds symbols'],
  ['letters and digits', () => 'the value mixes letters and digits'],
  ['in a test', () => 'the file is a test'],
  ['in an example', () => 'the file is an example or documentation'],
]

/** The other half of a pair. */
const ALONE: Record<string, string> = {
  bare: 'the value is not quoted',
  quoted: 'the value is quoted',
  tick: 'the value is quoted',
  assign: 'it is assigned',
  colon: 'it stands behind a colon',
  call: 'it is an argument',
  comma: 'it is the second of a pair',
  tag: 'it stands in a tag',
  flag: 'it follows a flag',
  compare: 'it is compared',
  list: 'it is in a list',
  'inside call': 'it is an argument of a call',
  nested: 'it is in a text within the text',
}

/** @param feature as src/judge/features.ts names them; of a pair both are told. */
export const describeFeature = (feature: string): string =>
  feature
    .split(', ')
    .map((part) => {
      const found = PARTS.find(([start]) => part.startsWith(start))
      return found ? found[1](part.slice(found[0].length)) : (ALONE[part] ?? `the kind of file is "${part}"`)
    })
    .join(', and ')
