// Asks on the terminal: on standard error, so that standard output stays for results.
import { createInterface } from 'node:readline/promises'

export const onTerminal = (): boolean => Boolean(process.stdin.isTTY && process.stderr.isTTY)

/** @returns true only for a plain yes; Ctrl+D is none, and Ctrl+C ends the program as it does everywhere else. */
export async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  terminal.once('SIGINT', () => process.emit('SIGINT'))
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim())
  } catch {
    process.stderr.write('\n')
    return false
  } finally {
    terminal.close()
  }
}
