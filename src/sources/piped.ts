// Git's output on standard input: the hook's shell (scripts/pre-commit.ts) has started git while Node was starting.
import { readSync } from 'node:fs'
import type { PatchInput } from './patches.ts'

/** Bytes of a pipe that Linux holds; more never come at once. */
const PIPE_BYTES = 65_536
/** Behind git's output: NUL and its exit code in three digits, so that what was cut off does not pass for all. */
const END = /^\x00000$/
const END_BYTES = 4

/** Reads when more is wanted, and waits for it: there is nothing else to do then, and git works on meanwhile. */
export function pipedInput(): PatchInput {
  let give: (part: Buffer) => void
  let flowing = false
  let last: Buffer = Buffer.alloc(0)
  let settle: { resolve: () => void; reject: (error: Error) => void }
  const done = new Promise<void>((resolve, reject) => (settle = { resolve, reject }))
  // Who reads sees it.
  done.catch(() => {})
  const output = {
    on: (_: 'data', listener: (part: Buffer) => void) => {
      give = listener
      // The listener is not ready yet.
      queueMicrotask(output.resume)
    },
    pause: () => (flowing = false),
    resume: () => {
      // What is told may ask for more.
      if (flowing) return
      flowing = true
      while (flowing) read()
    },
  }
  return { output, done, mostHeld: 0 }

  function read(): void {
    const room = Buffer.allocUnsafe(END_BYTES + PIPE_BYTES)
    last.copy(room)
    const count = bytesRead(room, last.length)
    const all = room.subarray(0, last.length + count)
    if (count === 0) {
      flowing = false
      if (END.test(last.toString('latin1'))) settle.resolve()
      else settle.reject(new Error('git did not tell all'))
      return
    }
    const end = Math.max(0, all.length - END_BYTES)
    last = all.subarray(end)
    if (end > 0) give(all.subarray(0, end))
  }
}

/** 0 also when there is nothing to read from. */
function bytesRead(room: Buffer, from: number): number {
  try {
    return readSync(0, room, from, PIPE_BYTES, null)
  } catch {
    return 0
  }
}
