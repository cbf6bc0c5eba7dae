// Which values of a settings file are secrets that must stand nowhere else, and which stand everywhere by right. Pure.
import { judgeName, namesIdentifier } from '../detect/names.ts'
import { bigramBits, RANDOM_BITS } from '../judge/bigrams.ts'
import { shapeOf } from '../judge/value-shape.ts'
import { isTooCommon } from './too-common.ts'

/** Frameworks put what is so named into every visitor's browser. */
const PUBLISHED = /^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|PUBLIC|EXPO_PUBLIC|GATSBY|VUE_APP|STORYBOOK)_/
/** Under a name that announces nothing only these shapes can be random. */
const RANDOM_SHAPES = new Set('hex letters alnum alnum-lower alnum-upper base64 base64url token symbols'.split(' '))
const RANDOM_FROM = 16

export type Worth = { secrets: string[] } | { reason: string }

/** What to look for of one entry, or why nothing of it. */
export function worthOf(key: string, value: string): Worth {
  if (value.includes('${') || value.startsWith('$')) return { reason: 'it refers to another value' }
  const password = passwordOf(value)
  const common = isTooCommon(password ?? value)
  if (common) return { reason: common }
  if (password !== undefined) return { secrets: [...new Set([password, decoded(password)])] }
  if (/^[a-z][\w+.-]*:\/\//i.test(value) && !/[?&;][^=]*(?:key|token|secret|sig)[^=]*=/i.test(value))
    return { reason: 'it is a URL without a password' }
  if (PUBLISHED.test(key)) return { reason: 'its name says that it is published' }
  if (/^[./~]|^[A-Z]:\\/.test(value) && shapeOf(value) === 'path') return { reason: 'it is a path' }
  if (judgeName(key) !== undefined) return { secrets: [value] }
  if (namesIdentifier(key)) return { reason: 'its name says that it identifies something' }
  return looksRandom(value) ? { secrets: [value] } : { reason: "neither its name nor its look is a secret's" }
}

function looksRandom(value: string): boolean {
  if (value.includes('-----BEGIN')) return true
  return (
    value.length >= RANDOM_FROM &&
    RANDOM_SHAPES.has(shapeOf(value)) &&
    !/\s/.test(value) &&
    bigramBits(value) >= RANDOM_BITS
  )
}

/** `scheme://user:PASSWORD@host`, as it is written. */
const passwordOf = (value: string): string | undefined => /^[a-z][\w+.-]*:\/\/[^\s/?#:@]*:([^\s/@]+)@/i.exec(value)?.[1]

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
