// Which generator makes a secret like the old one: by its type if told, else by the shape of the value, else by the key's name.
import type { GeneratorOptions } from '../types.ts'

export interface Picked {
  type: string
  options: GeneratorOptions
  /** In words for people; shows nothing of the value. */
  why: string
}

const hexBytes = (value: string): number | undefined =>
  /^(?:[0-9a-f]{2})+$/.test(value) && value.length >= 32 ? value.length / 2 : undefined

export function pick({ value, key, type }: { value?: string; key?: string; type?: string }): Picked {
  if (type !== undefined) return { type, options: {}, why: 'it was asked for' }
  const bytes = value === undefined ? undefined : hexBytes(value)
  if (bytes) return { type: 'hex', options: { bytes }, why: `the old value is ${bytes} bytes in hexadecimal` }
  return { type: 'hex', options: {}, why: key === undefined ? 'nothing is known of it' : `${key} tells no type` }
}
