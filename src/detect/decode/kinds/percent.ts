// Percent-encoding of URLs and forms: %2F. https://www.rfc-editor.org/rfc/rfc3986#section-2.1
import { hexAt } from '../../encoded.ts'
import { findEscaped } from '../escapes.ts'
import type { Encoding } from '../contract.ts'

export const encoding: Encoding = {
  find: (bytes, { escapes }) =>
    findEscaped(bytes, 'percent-encoding', escapes.percent, (at) => {
      const stands = hexAt(bytes, at + 1)
      return stands === undefined ? undefined : { length: 3, stands, byte: true }
    }),
}
