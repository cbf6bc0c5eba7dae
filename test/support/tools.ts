// Programs of others that judge what we make. Where one is missing its tests are skipped, and the report says so.
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'vitest'

const isThere = (program: string, args: string[]): boolean => spawnSync(program, args).status === 0

/** `test`, or a skipped one that names what is missing. */
export const needs = (name: string, program: string, args: string[]): typeof test =>
  isThere(program, args)
    ? test
    : (((title: string) => test.skip(`${title} (no ${name} here)`, () => {})) as unknown as typeof test)

export const run = (program: string, args: string[], input: string | Uint8Array = ''): string =>
  execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] })

export const python = (code: string, ...args: string[]): string => run('python3', ['-W', 'ignore', '-c', code, ...args])
