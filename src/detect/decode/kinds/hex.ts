// Text in hexadecimal digits: 68756e74. What is no text was sorted out before: digests and keys in hex are.
import { fromHex, isHex } from '../../encoded.ts'
import type { Encoding } from '../contract.ts'

export const encoding: Encoding = {
  find(bytes, { runs }) {
    return runs.flatMap((start, i) => {
      const end = runs[i + 1]!
      if (i % 2 === 1 || !isHex(bytes, start, end)) return []
      const origin = (from: number, to: number): [number, number] => [start + 2 * from, start + 2 * to]
      return [{ how: ['hex'], bytes: fromHex(bytes, start, end), origin }]
    })
  },
}
