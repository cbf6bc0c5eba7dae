// A feature in words for people. None of them shows the value.

const SAY: Record<string, (value: string) => string> = {
  kind: (kind) => (kind === 'none' ? 'the name announces no secret' : `the name announces a ${kind}`),
  shape: (shape) => `the value has the shape "${shape}"`,
  length: (length) => `the value has ${length} or a few more characters`,
  entropy: (bits) => `its characters vary by ${bits} bits`,
  bigrams: (bits) => `its letters follow each other with ${bits} bits (words: 4, random: 6)`,
  pattern: (pattern) => `the value's kinds of characters follow each other as "${pattern}"`,
  quote: (quote) => (quote === 'bare' ? 'the value is not quoted' : 'the value is quoted'),
  operator: (operator) => `name and value are joined by: ${operator}`,
  language: (language) => `the file is of the kind "${language}"`,
  'last word': (word) => `the name ends with "${word}"`,
  'first word': (word) => `the name begins with "${word}"`,
  words: (count) => `the name has ${count} words`,
  word: (word) => `the name holds "${word}"`,
  'next word': (word) => `then "${word}"`,
  style: (style) => `the letters of the name are: ${style}`,
  beside: (names) => `beside it is named: ${names}`,
  echo: (how) => (how === 'none' ? 'the value says nothing of its name' : `the value and its name: ${how}`),
  'value says': (word) => `the value says "${word}"`,
  'stands in': () => 'the value is made of words that stand for something else',
  'well known': () => 'the value is a password that everybody knows',
  walk: () => 'the value is typed with keys side by side',
  symbols: () => 'the value holds symbols',
  comment: () => 'it stands in a comment',
  'in a text': () => 'it stands in a quoted text',
  test: () => 'the file is a test',
  example: () => 'the file is an example or documentation',
}

/** @param feature as src/judge/features.ts names them; of a pair both are told. */
export function describeFeature(feature: string): string {
  const colon = feature.indexOf(': ')
  const values = feature.slice(colon + 2).split(' | ')
  return feature
    .slice(0, colon)
    .split(', ')
    .map((group, i) => SAY[group]!(values[i]!))
    .join(', and ')
}
