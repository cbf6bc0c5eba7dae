// Known values that a configuration names: files of secrets, and, in the user's own configuration only, commands that print them.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as z from 'zod/mini'
import { readDocument } from '../document.ts'
import { UserError } from '../errors.ts'
import { formatOf } from '../formats/rewrite.ts'
import { about } from '../schema-about.ts'
import { readSettings } from './env-files.ts'
import { envValues } from './env-text.ts'
import type { NamedValue } from './env-text.ts'
import type { OtherValues } from './known-values.ts'

const text = z.string().check(z.minLength(1))

/** A repository may not run code, so commands stand in the user's own configuration only. */
const userSchema = z.strictObject({
  known: z.optional(
    z.strictObject({
      files: z.optional(about(z.array(text), 'Files of secrets; ~ is the home directory.')),
      commands: z.optional(
        about(
          z.array(z.array(text).check(z.minLength(1))),
          'Program and arguments, run without a shell; it prints KEY=VALUE lines.',
        ),
      ),
    }),
  ),
})

/** Milliseconds; a locked store asks for a password that nobody can type. */
const LIMIT = 10_000

/** @throws UserError config, known-command */
export async function readUserValues(file: string): Promise<OtherValues[]> {
  const { value } = await readDocument(file, readFileSync(file, 'utf8'), userSchema, { error: 'config' })
  const { files = [], commands = [] } = value.known ?? {}
  return [
    ...files.map((name) =>
      fileValues(path.resolve(path.dirname(file), name.replace(/^~(?=[\\/])/, os.homedir())), name),
    ),
    ...commands.map(commandValues),
  ]
}

/** @param file full path. A file that is not in this clone has no values. */
export function fileValues(file: string, shown: string): OtherValues {
  return { from: shown, values: valuesOf(shown, readSettings(file) ?? '') }
}

function valuesOf(name: string, content: string): NamedValue[] {
  const { name: kind, format } = formatOf(name, content)
  if (kind === 'plain') return envValues(content)
  try {
    return format.entries(content).map(({ key, value }) => ({ key: key.join('.'), value }))
  } catch {
    // Broken for its own grammar; its lines may still tell.
    return envValues(content)
  }
}

function commandValues([program = '', ...args]: string[]): OtherValues {
  const { status, stdout, error } = spawnSync(program, args, {
    timeout: LIMIT,
    maxBuffer: 2 ** 20,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  })
  // What it says may hold what it knows: it is not shown.
  if (status !== 0)
    throw new UserError('known-command', program, error?.message.split(' ').at(-1) ?? `exit code ${status}`)
  return { from: `the output of ${path.basename(program)}`, values: envValues(stdout.toString()) }
}
