// Which generator makes a secret like the old one: by its type if told, else by the shape of the value and the key's name.
import type { GeneratorOptions } from './contract.ts'
import { ofName } from './pick-name.ts'
import { exactShape, looseShape } from './pick-shape.ts'

export interface Picked {
  /** A name of src/generate/kinds. */
  type: string
  options: GeneratorOptions
  /** In words for people; shows nothing of the value. */
  why: string
}

const FALLBACK: Picked = { type: 'hex', options: {}, why: 'nothing tells more: 32 random bytes in hexadecimal' }

/**
 * A shape that says by itself what it is comes first. A name counts where the value agrees with it, or tells nothing:
 * a random value in another form is what the program reads today, so its form is kept.
 * @param value the old one. @param key its name, such as `DJANGO_SECRET_KEY`. @param type a generator's name: then it is that.
 */
export function pick({ value, key, type }: { value?: string; key?: string; type?: string }): Picked {
  if (type !== undefined) return { type, options: {}, why: 'it was asked for' }
  const named = key === undefined ? undefined : ofName(key, value)
  if (value === undefined) return named?.picked ?? FALLBACK
  const exact = exactShape(value)
  if (exact) return exact
  if (named?.fits) return named.picked
  return looseShape(value) ?? named?.picked ?? FALLBACK
}
