// Reads a secret without showing it: from standard input, or typed at a prompt that echoes nothing. Never from an argument.
import readline from 'node:readline'
import { Writable } from 'node:stream'
import { UserError } from './errors.ts'
import { utf8Text } from './rotate/text.ts'

const LARGEST = 2 ** 20

/**
 * @param question shown on standard error when a terminal asks.
 * @returns the text without its last line end. @throws UserError no-value
 */
export async function readSecret(question: string): Promise<string> {
  const value = process.stdin.isTTY ? (await ask([question]))[0] : await readAll()
  if (!value) throw new UserError('no-value')
  return value
}

/**
 * Several secrets, one for each question; on a pipe each is one line.
 * @throws UserError no-value when one is missing
 */
export async function readSecrets(questions: string[]): Promise<string[]> {
  const values = process.stdin.isTTY ? await ask(questions) : (await readAll()).split(/\r?\n/)
  if (values.length !== questions.length || values.includes(''))
    throw new UserError('value-count', `${questions.length}`)
  return values
}

async function readAll(): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of process.stdin) {
    size += (part as Buffer).length
    if (size > LARGEST) throw new UserError('usage', 'the value is larger than 1 MB', 'unleak')
    parts.push(part as Buffer)
  }
  const text = utf8Text(Buffer.concat(parts))
  // Two values that are no text would both become the same signs, and be equal.
  if (text === undefined) throw new UserError('usage', 'the value is no text in UTF-8', 'unleak')
  return text.replace(/\r?\n$/, '')
}

/** One line for each question; fewer after Ctrl+D. */
function ask(questions: string[]): Promise<string[]> {
  // What readline would echo goes nowhere. Neither does the terminal echo from here to the last answer: no moment is left in
  // which something that is typed or pasted ahead would show.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() })
  const input = readline.createInterface({ input: process.stdin, output, terminal: true, historySize: 0 })
  const answers: string[] = []
  process.stderr.write(questions[0]!)
  return new Promise((resolve) => {
    input.on('line', (line) => {
      if (answers.length === questions.length) return
      answers.push(line)
      process.stderr.write(`\n${questions[answers.length] ?? ''}`)
      if (answers.length === questions.length) input.close()
    })
    input.once('close', () => resolve(answers))
    input.once('SIGINT', () => process.emit('SIGINT'))
  })
}
