// Asks on the terminal: on standard error, so that standard output stays for results.
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { UserError } from './errors.ts'

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

/** What is typed is not shown. */
export async function askSecret(question: string): Promise<string> {
  process.stderr.write(`${question} (not shown): `)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}

/** Larger input is no secret. */
const LARGEST = 2 ** 20

/** All of standard input, without the newline that `echo` adds. @throws UserError usage */
export async function secretFromStdin(): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin as AsyncIterable<Buffer>) {
    size += part.length
    if (size > LARGEST) throw new UserError('usage', 'standard input holds more than one secret would', 'unleak')
    parts.push(part)
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/\r?\n$/, '')
}
