// Asks on the terminal: on standard error, so that standard output stays for results.
import { createInterface } from 'node:readline/promises'

export const onTerminal = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY)

/** @returns true only for a plain yes. */
export async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim())
  } finally {
    terminal.close()
  }
}
