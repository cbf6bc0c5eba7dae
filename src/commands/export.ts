// `unleak export`: the variables of .env files for a shell, a workflow or a container.
import { readFileSync } from 'node:fs'
import { EXIT, UserError } from '../errors.ts'
import { exports, Unwritable } from '../export-formats.ts'
import { FormatError } from '../formats/format-error.ts'
import { formats } from '../formats/kinds/index.ts'
import { opaqueValue } from '../formats/opaque.ts'
import { visible } from '../terminal.ts'

/** @param files later ones win. @returns the exit code */
export function exportCommand(files: string[], format: keyof typeof exports, toTerminal: boolean): number {
  if (process.stdout.isTTY && !toTerminal)
    throw new UserError(
      'usage',
      'the values would stand on the terminal; redirect them, or say --print',
      'unleak export',
    )
  const values = new Map(files.flatMap(variablesOf))
  try {
    process.stdout.write(exports[format]([...values].map(([name, value]) => ({ name, value }))))
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error
    throw new UserError('store', error.place, `${format} cannot hold ${error.message}`)
  }
  return EXIT.clean
}

function variablesOf(file: string): [name: string, value: string][] {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new UserError('no-such-path', file)
  }
  try {
    return formats['dotenv']!.entries(text).map(({ key, value }) => {
      const opaque = opaqueValue(value)
      if (opaque !== undefined) process.stderr.write(`${visible(file)}: ${visible(String(key[0]))} is ${opaque}\n`)
      return [String(key[0]), value]
    })
  } catch (error) {
    if (error instanceof FormatError) throw new UserError('store', file, error.message)
    throw error
  }
}
