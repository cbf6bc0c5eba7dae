// Values that stand in many files by chance: to look for them would stop honest commits. Pure.
import { isPlaceholder } from '../filters/placeholder.ts'
import { SHORTEST } from './forms.ts'

const COMMON =
  /^(?:pass(?:word|wd|phrase|code)?|p[a4@][s$]{2}w[o0]rd|secret|token|admin(?:istrator)?|root|user(?:name)?|guest|default|local(?:host)?|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|django|laravel|letmein|welcome|qwerty|test(?:ing)?|dev(?:elopment)?|prod(?:uction)?|staging|undefined)[\d!@#$_.-]{0,6}$/i
/** A word, or a short number or version. */
const ORDINARY = /^(?:[a-z]+|[A-Z]+|[A-Z][a-z]+|v?\d{1,5})$/
/** From this many words on it may be a passphrase. */
const PASSPHRASE = 4

/** @returns why the value is not looked for, or undefined when it may be. */
export function isTooCommon(value: string): string | undefined {
  const length = new TextEncoder().encode(value).length
  if (length < SHORTEST) return `it is shorter than ${SHORTEST} bytes`
  if (COMMON.test(value)) return 'it is a common word or password'
  if (/^[\d\s.,:/+-]+$/.test(value) && value.replace(/\D/g, '').length < 16)
    return 'it is a number, a date or an address'
  if (new Set(value).size < 5) return 'it has fewer than five different characters'
  if (isPlaceholder(value)) return 'it stands for a value, it is none'
  const words = value.split(/[\s_./:@,;=?&#+-]+/).filter(Boolean)
  if (
    words.every((word) => ORDINARY.test(word)) &&
    words.length < PASSPHRASE &&
    words.every((word) => word.length < 20)
  )
    return words.length === 1 ? 'it is a plain word' : 'it is a few plain words'
  return undefined
}
