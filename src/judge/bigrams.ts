// A character model of ordinary names and words: random text is unlikely under it.

/**
 * Log probabilities of one letter after another, from the Markdown and type declarations of npm packages (3.8 million
 * pairs): row = first, column = second, a to z and then any digit; `a` is 2^-12 and each letter more half a bit.
 */
const ROWS = [
  'dnqpejoaoaisqsaoatrtmljkoei',
  'rhjfuefarqeseasgcpnjsadapgi',
  'rflfteasnaqrgeuhaoltoccahah',
  'qklnwjjgsdgnlkrjcmrnphfdkai',
  'qkqrmolgjifnosknltsqgnkqlag',
  'tclirqeauabncmtbaqnoraaamak',
  'mhjgvlnptadqmqoicoroqkfaifi',
  'sfhfwfagsccjkfrfcokroccahad',
  'mkppoooaeajqpusmfmsremahakd',
  'paedvaaakgccagnfbiwfnaicidj',
  'ojmkwmhfsbgjkqklaltlkcifhag',
  'smhouhhctegsgerjahpqrlgaqae',
  'trhjuekasgeloirsahofmdddiag',
  'pfrsrmsendmnjlqkagstpkdamae',
  'jooripkcnhlpquoqatnoplnfefb',
  'tdhjufeknbeqjfsnasprohaekam',
  'adeadaaafaakgceaadeaydgccck',
  'sknmunneramlmoriaqprokhanag',
  'ohpjtjfordljjjqpbkruphhioag',
  'qgmktiftsaekjhrnarppngjfqaj',
  'npnmronaoaesrteoasrrfbafaae',
  'udebvdkasaaejasdafjfgaaabbq',
  'sgiirfisuaeierriaqpigdoeecf',
  'pcpgphaepeojggkvailvfahbkdm',
  'oonjnkjimajnpsqwampoifnbagi',
  'ocehuafipaflicwhaaeefeddmok',
  'pmlklmfdjejjkjgkdklggfelggx',
]

const classOf = (code: number): number => (code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? 26 : -1)

/** A judge asks several questions of one value. */
let last = { value: '', bits: 0 }

/** Mean bits that each letter or digit costs after the one before it: words about 4, random text 6 and more; 0 without any pair. */
export function bigramBits(value: string): number {
  if (value !== last.value) last = { value, bits: meanBits(value) }
  return last.bits
}

function meanBits(value: string): number {
  let bits = 0
  let pairs = 0
  let before = -1
  for (const char of value.toLowerCase()) {
    const here = classOf(char.charCodeAt(0))
    if (here >= 0 && before >= 0) {
      bits += 12 - (ROWS[before]!.charCodeAt(here) - 97) / 2
      pairs++
    }
    before = here
  }
  return pairs === 0 ? 0 : bits / pairs
}

/** Bits a pair from which no word is meant: words cost about 4, random text 6 and more. */
export const RANDOM_BITS = 5.2

/** From which a long text is random, and no word of a language with other habits. */
export const SURELY_RANDOM_BITS = 6

/** Half bits. */
export const bigramClass = (value: string): string => (Math.round(bigramBits(value) * 2) / 2).toFixed(1)
