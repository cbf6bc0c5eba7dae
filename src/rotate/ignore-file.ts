// Settings files that git tracks: from now on it should not.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { repository, workTreeOf } from '../sources/repository.ts'
import type { Change } from './seal.ts'

/** `.env`, `.env.local`; not what is there to be shared: `.env.example`. */
const isPrivate = (name: string): boolean =>
  /(?:^|\/)\.env(?:\.[\w-]+)*$/.test(name) && !/\.(?:example|sample|template|dist|defaults?)$/.test(name)

export interface Mended {
  /** Tracked settings files that were rewritten. */
  tracked: string[]
  /** Of `.gitignore`, when it does not cover them yet. */
  change?: Change
}

/** @param names rewritten files, from the root */
export async function mendIgnore(root: string, names: string[]): Promise<Mended> {
  const candidates = [...new Set(names)].filter(isPrivate)
  if (candidates.length === 0 || (await workTreeOf(root)) === undefined) return { tracked: [] }
  const git = await repository(root)
  const listed = new Set((await git.raw(['ls-files', '-z'])).split('\0'))
  const tracked = candidates.filter((name) => listed.has(name))
  const ignored = new Set(await git.checkIgnore(['--no-index', '--', ...candidates]).catch(() => [] as string[]))
  const open = candidates.filter((name) => !ignored.has(name))
  if (open.length === 0) return { tracked }
  const file = path.join(root, '.gitignore')
  const before = existsSync(file) ? readFileSync(file) : undefined
  const text = before?.toString() ?? ''
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const start = text === '' || text.endsWith('\n') ? text : text + eol
  const after = Buffer.from(start + open.map((name) => `/${name}${eol}`).join(''))
  return { tracked, change: { file, before, after, mode: 0o644 } }
}
