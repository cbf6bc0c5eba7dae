// A finding may hold a secret in another form than its owner set it: the plain value is what has to be replaced everywhere.
import { derivedForms } from '../formats/derived.ts'

/** The password of a URL as the database knows it; undefined when the value is no encoded part of one in this text. */
export function decodedUserinfo(value: string, text: string): string | undefined {
  if (!/%[0-9a-f]{2}/i.test(value) || !text.includes(`:${value}@`)) return undefined
  try {
    const plain = decodeURIComponent(value)
    // Otherwise the place that it was found in would not be found again.
    return derivedForms(plain).some(({ find }) => find === value) ? plain : undefined
  } catch {
    return undefined
  }
}

/** The one of some values that `value` is a form of: base64, escaped ... */
export const plainAmong = (value: string, plains: Iterable<string>): string | undefined =>
  [...plains].find((plain) => plain.length >= 4 && derivedForms(plain).some(({ find }) => find === value))
