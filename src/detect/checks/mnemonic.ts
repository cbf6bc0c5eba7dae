// A seed phrase has 12 to 24 words of BIP 39's list, where each is told by its first four letters and none is an article.
// https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki
import type { Check } from '../check.ts'

/** Common words that are not in the list. */
const PROSE =
  /\b(?:the|and|for|are|with|from|was|were|has|have|had|will|would|into|which|your|its|not|but|been|phrase|mnemonic|string)\b/
/** Phrases of test chains and of the specification's own examples. */
const PUBLISHED =
  /^(?:test test|abandon abandon|legal winner|letter advice|zoo zoo|candy maple|myth like bonus|army van defense|bottom drive obey)/

export const check: Check = (secret) => {
  const phrase = secret.trim().replace(/\s+/g, ' ')
  const words = phrase.split(' ')
  if (words.length % 3 !== 0) return { ok: false, reason: 'it has the wrong number of words' }
  if (PROSE.test(phrase)) return { ok: false, reason: 'it is a sentence' }
  if (PUBLISHED.test(phrase)) return { ok: false, reason: 'it is a published test phrase' }
  return new Set(words).size < words.length - 2 ? { ok: false, reason: 'it repeats itself' } : undefined
}
