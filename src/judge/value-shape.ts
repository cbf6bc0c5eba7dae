// What a value looks like: its class of characters, its length, how random it is, what it stands for.
import { entropy } from '../detect/entropy.ts'
import { bigramBits, SURELY_RANDOM_BITS } from './bigrams.ts'

/** Kinds of characters, a bit each. */
const [LOWER, UPPER, DIGIT, SPACE, OTHER] = [1, 2, 4, 8, 16] as const
const LETTERS = LOWER | UPPER
const ALNUM = LETTERS | DIGIT
const FIRST_MARK = 5
const MARKS = '${%@_<[(&*.-#:/\\,+)?=~|'

/** Of each byte. Ranges and a loop over few: a commit's hook runs this once, and expressions would have to be compiled. */
const BITS = new Int32Array(256).fill(OTHER)
BITS.fill(LOWER, 97, 123).fill(UPPER, 65, 91).fill(DIGIT, 48, 58).fill(SPACE, 9, 14)
BITS[32] = BITS[160] = SPACE
for (let i = 0; i < MARKS.length; i++) BITS[MARKS.charCodeAt(i)] = 1 << (FIRST_MARK + i)

const bits = (chars: string): number => kindsIn(chars)

/** Every kind of character that stands in the value. */
function kindsIn(value: string): number {
  let kinds = 0
  for (let i = 0; i < value.length; i++) kinds |= BITS[value.charCodeAt(i)] ?? OTHER
  return kinds
}

interface Shape {
  name: string
  /** One of these kinds stands in it, */
  needs?: number
  /** and none but these: an expression is not run, nor compiled, for values that these two refuse. */
  only?: number
  test?: RegExp
}

/** The first that fits names the shape. */
const SHAPES: Shape[] = [
  { name: 'empty', only: SPACE },
  {
    name: 'template',
    needs: bits('${%@_'),
    test: /\$\{|\$\(|\{\{|<%|%\(|#\{|\{[\w.]*\}|^%[sdv@]$|^\$\d+(?:\W|$)|^%{1,2}\w+%{1,2}$|^@[\w.]+@$|^__\w+__$|^\{\d\}/,
  },
  { name: 'bracketed', needs: bits('<[{('), test: /^[<[{(].*[>\]})]$/ },
  // A role of reStructuredText.
  { name: 'bracketed', needs: bits(':'), test: /^:[a-z][\w+.-]*:$/ },
  { name: 'variable', needs: bits('$@&%*'), test: /^(?:[@&%*]\w|\$[A-Za-z_])/ },
  { name: 'masked', needs: bits('*.-#') | OTHER, test: /^(?:\*{3,}|\.{3,}|-{3,}|#{3,}|•{3,}).{0,4}$|\*{4,}|…/ },
  { name: 'masked', needs: LETTERS, test: /^(?:x{3,}|X{3,}).{0,4}$|x{6,}|X{6,}/ },
  { name: 'uuid', needs: bits('-'), test: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i },
  { name: 'url', needs: bits(':'), test: /^[a-z][\w+.-]{1,12}:\/\//i },
  // Rules that look for credentials in URLs know no schemes as long as this: `azureservicebus://name:secret@`.
  {
    name: 'url',
    needs: bits(':'),
    test: /^[a-z][\w+.-]{13,24}:\/\/(?![^@\s]{0,200}:[^@\s]{1,200}@|[^@\s]{40,300}@)/i,
  },
  { name: 'url', needs: bits('.'), test: /^www\.\w/i },
  { name: 'urn', needs: bits(':-'), test: /^(?:arn|urn|data|mailto|sha\d{1,3}|md5|ssh-\w+):?[-:]/i },
  { name: 'email', needs: bits('@'), test: /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/ },
  { name: 'digits', only: DIGIT },
  { name: 'number', only: ALNUM | bits('.,:/+-'), test: /^[\d.,:/+-]+$|^0x[\da-f]+[ul]*$|^\d+[ul]+$/i },
  { name: 'date', needs: bits('-'), test: /^\d{4}-\d\d-\d\d/ },
  { name: 'call', needs: bits('()'), test: /^[\w$.:>^%@!-]+(?:<[^>]*>)?\((?!.{0,3}\)\w)|[\w$>\]]\(\)|\(.*\);?$/ },
  { name: 'member', needs: bits('.-:?'), test: /^[a-zA-Z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*){1,8};?$/ },
  // What a form's field must be: `required|min:8`.
  {
    name: 'rules',
    needs: bits('|'),
    test: /^[a-z_]{2,24}(?::[\w,.]{1,40})?(?:\|[a-z_]{2,24}(?::[\w,.]{1,40})?){1,12}$/,
  },
  { name: 'index', needs: bits('['), test: /^[\w$.]+\[/ },
  { name: 'hashed', needs: bits('${'), test: /^\w{3,16}\$(?:[\w./+=-]+\$|\$$)|^\{S{0,2}(?:SHA|MD5|CRYPT)\d*\}/i },
  {
    name: 'path',
    needs: bits('/\\'),
    test: /^(?:@?[.~]{0,2}\/|[A-Za-z]:\\)[\w@./ \\*-]+$|^[\w@.-]+(?:\/[\w@.*-]+)+\.\w{1,5}$/,
  },
  { name: 'hex', needs: DIGIT, only: ALNUM, test: /^(?:[0-9a-f]{8,}|[0-9A-F]{8,})$/ },
  { name: 'sentence', needs: SPACE, test: /^\S+(?:\s+\S+){3,}$/ },
  { name: 'spaces', needs: SPACE },
  { name: 'lower', only: LOWER },
  { name: 'upper', only: UPPER },
  { name: 'capital', only: LETTERS, test: /^[A-Z][a-z]+$/ },
  { name: 'camel', only: LETTERS, test: /^[a-z]+(?:[A-Z][a-z]+){1,6}$/ },
  { name: 'pascal', only: LETTERS, test: /^(?:[A-Z][a-z]+){2,6}$/ },
  { name: 'letters', only: LETTERS },
  { name: 'constant', needs: bits('_'), test: /^[A-Z]+(?:_[A-Z0-9]+)+$/ },
  { name: 'snake', needs: bits('_'), test: /^[a-z]+(?:_[a-z0-9]+)+$/ },
  { name: 'kebab', needs: bits('-'), test: /^[a-z]+(?:-[a-z0-9]+)+$/i },
  { name: 'dotted', needs: bits('.-'), test: /^[a-z]+(?:[.-][a-z0-9]+)+$/i },
  { name: 'word-digits', needs: DIGIT, only: ALNUM, test: /^[A-Za-z]+\d{1,4}$/ },
  { name: 'alnum-lower', only: LOWER | DIGIT },
  { name: 'alnum-upper', only: UPPER | DIGIT },
  { name: 'alnum', only: ALNUM },
  { name: 'base64', only: ALNUM | bits('+/='), test: /^[A-Za-z0-9+/]+={0,2}$/ },
  { name: 'base64url', only: ALNUM | bits('_-='), test: /^[A-Za-z0-9_-]+={0,2}$/ },
  { name: 'token', only: ALNUM | bits('_+/=.~:-') },
]

export function shapeOf(value: string): string {
  const kinds = kindsIn(value)
  const fits = ({ needs = -1, only = -1, test }: Shape): boolean =>
    (kinds & needs) !== 0 && (kinds & ~only) === 0 && (test === undefined || test.test(value))
  if (kinds === 0) return 'empty'
  const name = SHAPES.find(fits)?.name ?? 'symbols'
  return value.length > RANDOM_PART && JOINED.has(name) ? (partShape(value) ?? name) : name
}

/** Of these may be a token with a prefix, or of several parts: `acme-...`, `0x...`, `key.secret`. */
const JOINED = new Set('number member constant snake kebab dotted base64url token alnum'.split(' '))
/** Characters. */
const RANDOM_PART = 20
const MOST_PARTS = 4

/** The shape of a part that is random, if one is. */
function partShape(value: string): string | undefined {
  // An account of Ethereum.
  if (/^0x[\dA-Fa-f]{40}$/.test(value)) return undefined
  const parts = value.replace(/^(?:0x|[A-Z]{2,10}(?=[0-9a-f]{24}))/, '').split(/[-_.:]/)
  // What is named from its root down is named, not opened: `com.example.api.account.1f3...`.
  if (parts.length > MOST_PARTS) return undefined
  for (const part of parts) {
    if (part.length < RANDOM_PART || !/^(?=[^\d]*\d)(?=[^A-Za-z]*[A-Za-z])[A-Za-z\d]+$/.test(part)) continue
    if (/^(?:[\da-f]{24,}|[\dA-F]{24,})$/.test(part)) return 'hex'
    if (part.length < value.length && bigramBits(part) >= SURELY_RANDOM_BITS) return 'alnum'
  }
  return undefined
}

const EDGES = [1, 2, 3, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 33, 40, 41, 64, 65, 128, 256]

/** The length as a class: exact where formats are. */
export const lengthClass = (length: number): string => `${EDGES.findLast((edge) => edge <= length) ?? 0}`

/** Half bits. */
export const entropyClass = (value: string): string => (Math.floor(entropy(value) * 3) / 3).toFixed(1)

const RUNS = 5

/** The runs of classes of characters: `a0` for `hello22`, `A!a!` for `L@$$blip!!`; "many" when there are more. */
export function patternOf(value: string): string {
  let runs = ''
  for (const char of value) {
    const kind =
      char >= 'a' && char <= 'z'
        ? 'a'
        : char >= 'A' && char <= 'Z'
          ? 'A'
          : char >= '0' && char <= '9'
            ? '0'
            : char <= ' '
              ? ' '
              : '-_.:/'.includes(char)
                ? '-'
                : '!'
    if (runs.at(-1) === kind) continue
    if (runs.length === RUNS) return 'many'
    runs += kind
  }
  return runs
}
