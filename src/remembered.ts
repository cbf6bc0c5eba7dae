// What this build made of a text, kept for the next run: a commit does not wait for parsers and compilers that say the same once more.
// It lies where only this user writes, outside of every repository: nobody can bring an answer along with a question.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readBuilt } from './built.ts'
import { stateHome } from './state-home.ts'

/** Files of a kind at the most, so that nobody has to tidy up: a question whose place is taken takes it over. */
const PLACES = 256

/**
 * @param kind of the answer; a part of the file's name
 * @param question all that the answer depends on but the build, in JSON: none is the beginning of another
 */
export async function remembered(kind: string, question: string, answer: () => Promise<Buffer>): Promise<Buffer> {
  const asked = Buffer.from(aligned(`${readBuilt('build-id').toString()} ${question}`))
  const file = path.join(stateHome(), 'remembered', `${kind}-${placeOf(asked)}`)
  const known = read(file, asked)
  if (known) return known
  const made = await answer()
  save(file, Buffer.concat([asked, made]))
  return made
}

/** Tables behind it need no copy then. */
const aligned = (text: string): string => text + ' '.repeat(-Buffer.byteLength(text) & 3)

function placeOf(bytes: Buffer): number {
  let hash = 0
  for (const byte of bytes) hash = (Math.imul(hash, 31) + byte) | 0
  return (hash >>> 0) % PLACES
}

/** All of it stands there twice: a damaged answer would leave out rules, and this comparison is native. */
function read(file: string, asked: Buffer): Buffer | undefined {
  try {
    const bytes = readFileSync(file)
    const half = bytes.subarray(0, bytes.length / 2)
    const sound = half.equals(bytes.subarray(half.length)) && half.subarray(0, asked.length).equals(asked)
    return sound ? half.subarray(asked.length) : undefined
  } catch {
    return undefined
  }
}

function save(file: string, bytes: Buffer): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    const draft = `${file}.${process.pid}`
    writeFileSync(draft, Buffer.concat([bytes, bytes]), { mode: 0o600 })
    // Another commit may read it at this moment.
    renameSync(draft, file)
  } catch {
    // A disk that is full or closed costs only time.
  }
}
