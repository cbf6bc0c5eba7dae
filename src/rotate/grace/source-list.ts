// A list of secrets in JavaScript or Python code, the newest first: sessions, cookies, MultiFernet, Django's settings.
import { lineOf } from '../../formats/source-text.ts'
import type { Grace } from './contract.ts'

/** How code hands over several secrets. Each expression ends right before the quote of a literal. */
interface Shape {
  files: RegExp
  /** What the file has to use. */
  uses: RegExp
  before: RegExp
  where: string
  readBy: string
}

const JS = /\.[cm]?[jt]sx?$/
const PYTHON = /\.py$/
const SIGNS_WITH_FIRST = 'it signs with the first and accepts all'

// https://expressjs.com/en/resources/middleware/session.html (also cookie-session, cookie-parser),
// https://koajs.com/#app-keys, https://github.com/fastify/fastify-cookie, https://cryptography.io/en/latest/fernet/
const LISTS: Shape[] = [
  {
    files: JS,
    uses: /['"](?:express-session|cookie-session|cookie-parser|koa|keygrip|cookies|@fastify\/(?:cookie|session))['"]/,
    before: /(?:\b(?:secret|keys)['"]?\s*[:=]|\b(?:cookieParser|[Kk]eygrip|KeyGrip)\()\s*\[\s*$/,
    where: 'the list of secrets',
    readBy: SIGNS_WITH_FIRST,
  },
  {
    files: PYTHON,
    uses: /\bMultiFernet\b/,
    before: /\bMultiFernet\(\s*\[\s*Fernet\(\s*[bB]?$/,
    where: 'MultiFernet',
    readBy: 'it encrypts with the first and decrypts with all',
  },
]

/** A lone secret that may be a list as well. */
const LONE: Shape[] = [
  {
    files: JS,
    uses: /['"]express-session['"]/,
    before: /\bsecret['"]?\s*:\s*$/,
    where: 'secret, now a list',
    readBy: `express-session: ${SIGNS_WITH_FIRST}`,
  },
]

const SETTINGS = /\bdjango\b|\bINSTALLED_APPS\b|\bROOT_URLCONF\b|\bflask\b/i
const SECRET_KEY = /(?:^|\n)SECRET_KEY[ \t]*=[ \t]*$/
/** Before a literal that has others in front of it. */
const BEHIND = /,\s*(?:Fernet\(\s*)?[bB]?$/
const COMMENT = /(?:^|\s)(?:\/\/|#|\*)/
/** Characters before a literal that tell what it is for. */
const LOOK_BACK = 400

/** Where `value` stands as a whole literal; both ends with the quotes. */
function* literals(
  text: string,
  value: string,
): Generator<{ start: number; end: number; quote: string; before: string }> {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length)) {
    const quote = text[at - 1] ?? ''
    if (!/["'`]/.test(quote) || text[at + value.length] !== quote) continue
    const start = at - 1
    if (COMMENT.test(text.slice(text.lastIndexOf('\n', start) + 1, start))) continue
    yield { start, end: at + value.length + 1, quote, before: text.slice(Math.max(0, start - LOOK_BACK), start) }
  }
}

const fits = (shape: Shape, path: string, text: string, before: string): boolean =>
  shape.files.test(path) && shape.uses.test(text) && shape.before.test(before)

/** The brackets that are open at `start`, the innermost first. */
function* openAt(text: string, start: number): Generator<number> {
  let depth = 0
  for (let at = start - 1; at >= Math.max(0, start - LOOK_BACK); at--) {
    if (')]}'.includes(text[at]!)) depth++
    else if ('([{'.includes(text[at]!) && depth-- === 0) {
      yield at
      depth = 0
    }
  }
}

const IMPORTED =
  /\b(?:(\w+)\s*=\s*require\(\s*|import\s+(?:\*\s+as\s+)?(\w+)\s*(?:,\s*\{[^}]*\}\s*)?from\s+)['"]express-session['"]/

/** Is the object with the literal what is handed to express-session? @param start of the literal */
function isForSession(text: string, start: number): boolean {
  const [, required, imported] = IMPORTED.exec(text) ?? []
  const name = required ?? imported
  const call = [...openAt(text, start)].find((at) => text[at] === '(')
  if (name === undefined || call === undefined) return false
  return text.slice(0, call).endsWith(name) && !/[\w.$]/.test(text[call - name.length - 1] ?? '')
}

export const grace: Grace = {
  keep({ path, text, old, next }) {
    for (const { start, end, quote, before } of literals(text, next)) {
      const literal = quote + old + quote
      const line = `line ${lineOf(text, start)}`
      const list = LISTS.find((shape) => fits(shape, path, text, before))
      if (list) {
        const wrapped = /Fernet\(\s*[bB]?$/.exec(before)?.[0]
        const close = wrapped === undefined ? '' : (/^\s*\)/.exec(text.slice(end, end + LOOK_BACK))?.[0] ?? '')
        if (wrapped !== undefined && close === '') continue
        const added = `, ${wrapped ?? ''}${literal}${wrapped === undefined ? '' : ')'}`
        const at = end + close.length
        if (isBehind(text.slice(at, at + added.length + LOOK_BACK), old)) continue
        return { ...list, text: text.slice(0, at) + added + text.slice(at), where: `${list.where} in ${line}` }
      }
      const lone = LONE.find((shape) => fits(shape, path, text, before))
      if (lone && isForSession(text, start)) {
        const both = `[${text.slice(start, end)}, ${literal}]`
        return { ...lone, text: text.slice(0, start) + both + text.slice(end), where: `${lone.where} in ${line}` }
      }
      const settings = PYTHON.test(path) && SETTINGS.test(text) && SECRET_KEY.test(before)
      const kept = settings ? withFallback(text, end, literal, old) : undefined
      if (kept !== undefined)
        return { text: kept, where: 'SECRET_KEY_FALLBACKS', readBy: 'Django reads it, and Flask 3.1.1' }
    }
    return undefined
  },
  drop(path, text, old) {
    if (!JS.test(path) && !PYTHON.test(path)) return undefined
    for (const { start, end, before } of literals(text, old)) {
      const lead = BEHIND.exec(before)?.[0]
      const line = /(?:^|\n)SECRET_KEY_FALLBACKS[ \t]*=[ \t]*\[\s*$/.exec(before)
      if (line) return withoutFallback(text, start, end)
      const opener = text[openAt(text, start).next().value ?? 0]
      if (lead === undefined || opener !== (lead.includes('Fernet') ? '(' : '[')) continue
      const close = lead.includes('Fernet') ? (/^\s*\)/.exec(text.slice(end, end + LOOK_BACK))?.[0] ?? '') : ''
      return text.slice(0, start - lead.length) + text.slice(end + close.length)
    }
    return undefined
  },
}

/** The rest of the list holds the old value already. */
const isBehind = (rest: string, old: string): boolean => rest.slice(0, Math.max(0, rest.indexOf(']'))).includes(old)

function withFallback(text: string, end: number, literal: string, old: string): string | undefined {
  const list = /(?:^|\n)SECRET_KEY_FALLBACKS[ \t]*=[ \t]*\[/.exec(text)
  if (list) {
    const at = list.index + list[0].length
    if (text.slice(at, text.indexOf(']', at)).includes(old)) return undefined
    const empty = /^\s*\]/.test(text.slice(at))
    return `${text.slice(0, at)}${literal}${empty ? '' : ', '}${text.slice(at)}`
  }
  if (/(?:^|\n)SECRET_KEY_FALLBACKS\b/.test(text)) return undefined
  const lineBreak = text.indexOf('\n', end)
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const added = `SECRET_KEY_FALLBACKS = [${literal}]${eol}`
  return lineBreak === -1
    ? `${text}${eol}${added.trimEnd()}`
    : text.slice(0, lineBreak + 1) + added + text.slice(lineBreak + 1)
}

function withoutFallback(text: string, start: number, end: number): string {
  const first = text.lastIndexOf('\n', start) + 1
  const rest = /^[ \t]*\][ \t]*(?:\r?\n|$)/.exec(text.slice(end))
  const alone = /^SECRET_KEY_FALLBACKS[ \t]*=[ \t]*\[[ \t]*$/.test(text.slice(first, start))
  if (alone && rest) {
    const head = text.slice(0, first)
    return (rest[0].endsWith('\n') ? head : head.replace(/\r?\n$/, '')) + text.slice(end + rest[0].length)
  }
  const comma = /^\s*,\s*/.exec(text.slice(end))?.[0] ?? ''
  return text.slice(0, start) + text.slice(end + comma.length)
}
