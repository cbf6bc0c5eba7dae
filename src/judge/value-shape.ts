// What a value looks like: its class of characters, its length, how random it is, what it stands for.
import { entropy } from '../detect/entropy.ts'

/** The first that fits names the shape. */
const SHAPES: [name: string, test: RegExp][] = [
  ['empty', /^\s*$/],
  ['template', /\$\{|\$\(|\{\{|<%|%\(|#\{|\{[\w.]*\}|^%[sdv@]$|^\$\d|^%{1,2}\w+%{1,2}$|^@[\w.]+@$|^__\w+__$|^\{\d\}/],
  ['bracketed', /^[<[{(].*[>\]})]$/],
  ['variable', /^[$@&%*]\w/],
  ['masked', /^(?:\*{3,}|x{3,}|X{3,}|\.{3,}|-{3,}|#{3,}|•{3,}).{0,4}$|\*{4,}|x{6,}|X{6,}|…/],
  ['uuid', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i],
  ['url', /^[a-z][\w+.-]{1,12}:\/\//i],
  ['urn', /^(?:arn|urn|data|mailto|sha\d{1,3}|md5|ssh-\w+):?[-:]/i],
  ['email', /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/],
  ['digits', /^\d+$/],
  ['number', /^[\d.,:/+-]+$|^0x[\da-f]+[ul]*$|^\d+[ul]+$/i],
  ['date', /^\d{4}-\d\d-\d\d/],
  ['call', /^[\w$.:>^%@!-]+(?:<[^>]*>)?\(|\(\)|\);?$/],
  ['member', /^[a-zA-Z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*){1,8};?$/],
  ['index', /^[\w$.]+\[/],
  ['hashed', /^\w{3,16}\$[\w./+=-]*\$|^\{S{0,2}(?:SHA|MD5|CRYPT)\d*\}/i],
  ['path', /^(?:@?[.~]{0,2}\/|[A-Za-z]:\\)[\w@./ \\*-]+$|^[\w@.-]+(?:\/[\w@.*-]+)+\.\w{1,5}$/],
  ['hex', /^(?:[0-9a-f]{8,}|[0-9A-F]{8,})$/],
  ['sentence', /^\S+(?:\s+\S+){3,}$/],
  ['spaces', /\s/],
  ['lower', /^[a-z]+$/],
  ['upper', /^[A-Z]+$/],
  ['capital', /^[A-Z][a-z]+$/],
  ['camel', /^[a-z]+(?:[A-Z][a-z]+){1,6}$/],
  ['pascal', /^(?:[A-Z][a-z]+){2,6}$/],
  ['letters', /^[A-Za-z]+$/],
  ['constant', /^[A-Z]+(?:_[A-Z0-9]+)+$/],
  ['snake', /^[a-z]+(?:_[a-z0-9]+)+$/],
  ['kebab', /^[a-z]+(?:-[a-z0-9]+)+$/i],
  ['dotted', /^[a-z]+(?:[.-][a-z0-9]+)+$/i],
  ['word-digits', /^[A-Za-z]+\d{1,4}$/],
  ['alnum-lower', /^[a-z0-9]+$/],
  ['alnum-upper', /^[A-Z0-9]+$/],
  ['alnum', /^[A-Za-z0-9]+$/],
  ['base64', /^[A-Za-z0-9+/]+={0,2}$/],
  ['base64url', /^[A-Za-z0-9_-]+={0,2}$/],
  ['token', /^[\w+/=.~:-]+$/],
]

/** What letters alone can be: most values. */
const OF_LETTERS = new Set(['masked', 'lower', 'upper', 'capital', 'camel', 'pascal', 'letters'])
const LETTER_SHAPES = SHAPES.filter(([name]) => OF_LETTERS.has(name))

export const shapeOf = (value: string): string =>
  (/^[A-Za-z]+$/.test(value) ? LETTER_SHAPES : SHAPES).find(([, test]) => test.test(value))?.[0] ?? 'symbols'

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
