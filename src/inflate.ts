// Unpacks gzip and zlib with a limit: what is packed a thousandfold is no text that anybody wrote.
import type { Inflate } from './detect/decode/contract.ts'

export const inflate: Inflate = (packed, most) => {
  const { constants, unzipSync } = process.getBuiltinModule('node:zlib')
  if (most <= 0) return 'too large'
  try {
    // A cut stream gives what there is of it.
    return unzipSync(packed, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too large' : undefined
  }
}
