// Commands in a value: written so that the real readers get them as text, and never run.
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { encodeFor } from '../src/formats/choose-encoding.ts'
import { format } from '../src/formats/kinds/dotenv.ts'
import { oracles } from './support/dotenv-oracles.ts'

/** Undefined when it was refused. */
function write(before: string, value: string, readers: readonly string[]): string | undefined {
  const entry = format.entries(before).find(({ key }) => key[0] === 'A')!
  const written = encodeFor(before, entry, value, readers)
  return 'raw' in written ? before.slice(0, entry.start) + written.raw + before.slice(entry.end) : undefined
}

test('$(...) and backquotes: in single quotes where all declared readers leave them alone, else refused', async () => {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'unleak-command-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }))
  const mark = path.join(directory, 'ran')
  const value = `a$(touch ${mark})b\`touch ${mark}\`c`
  for (const before of ['A=old\n', "B='1'\nA='old'\n", 'A="old"\nB=1\n']) {
    const quiet = ['dotenv', 'dotenvx', 'node', 'python-dotenv', 'ruby', 'compose', 'bash', 'systemd']
    const done = write(before, value, quiet)
    expect(done).toContain(`A='${value}'`)
    for (const name of quiet) {
      // What is not installed here is left to the tests of the readers; environment.d has no export.
      if (!oracles[name]) continue
      expect((await oracles[name]([done!]))[0]?.['A'], name).toBe(value)
    }
    // Quotes do not keep it from running a command.
    expect(write(before, value, [...quiet, 'dotenv-expand'])).toBeUndefined()
  }
  expect(existsSync(mark)).toBe(false)
  // It would have been there.
  await oracles['bash']!([`A=$(: > ${mark})\n`])
  expect(existsSync(mark)).toBe(true)
})
