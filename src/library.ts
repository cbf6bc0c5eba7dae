// What the library offers: the same engine and configuration as the command line, without its output.
import { applyBaseline } from './baseline.ts'
import { hideByPeers } from './peers/hide.ts'
import { scan } from './pipeline.ts'
import { openProject } from './project.ts'
import { resolveMatcher } from './resolve-rules.ts'
import { Scopes } from './scopes.ts'
import type { KnownScope } from './resolve-rules.ts'
import { filesSource } from './sources/files.ts'
import { exemptsOfScan } from './sources/moves.ts'
import type { Exempts } from './sources/moves.ts'
import { rangeSource } from './sources/range.ts'
import { topOf } from './sources/repository.ts'
import { stagedSource } from './sources/staged.ts'
import { decode } from './sources/encoding.ts'
import type { ScanConfig } from './config.ts'
import type { Chunk, Confidence, Finding, ScanResult } from './types.ts'
import type { Source } from './source.ts'

export interface LibraryOptions {
  /** Where relative paths, the repository and the configuration are looked for. Default: the process's. */
  cwd?: string
  /** Report findings from this confidence up. Default: the configuration's, else medium. */
  minConfidence?: Confidence
  /** False: `scanStaged` does not look for the values of ignored `.env*` files. */
  known?: boolean
}

/**
 * Scans one text.
 * @param text a string, or the bytes of a file in UTF-8 or UTF-16.
 * @param filename shown in findings; rules and allow entries for paths apply to it.
 * @returns the findings in order; `finding.secret.reveal()` is the raw value, every other form is redacted.
 * @throws UserError when the configuration is wrong
 */
export async function scanText(
  text: string | Uint8Array,
  filename = 'text',
  options: LibraryOptions = {},
): Promise<Finding[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  async function* source(): AsyncGenerator<Chunk> {
    yield { path: filename, ...decode(bytes) }
  }
  return (await scanSource(options, source)).findings
}

/**
 * Scans files, directories and fast-glob patterns; what git ignores is left out unless it is named in full.
 * @throws UserError for a path that is not there, or a wrong configuration
 */
export function scanFiles(paths: string[] = ['.'], options: LibraryOptions = {}): Promise<ScanResult> {
  return scanSource(options, async (config, cwd) => (await filesSource(paths, config.maxFileSize, cwd)).source)
}

/** Scans what the next commit would add. @throws UserError outside of a repository */
export function scanStaged(options: LibraryOptions = {}): Promise<ScanResult> {
  const paths: string[] = []
  const onPaths = (changed: string[]): unknown => paths.push(...changed)
  return scanSource(
    options,
    (config, cwd, exempts) => stagedSource({ bytes: config.maxFileSize }, { cwd, onPaths, exempts }),
    topOf,
    options.known === false ? undefined : { paths },
  )
}

/** Scans what the commits of a range add. @param range `A..B` @throws UserError for a range that is none */
export function scanRange(range: string, options: LibraryOptions = {}): Promise<ScanResult> {
  return scanSource(options, (config, cwd, exempts) => rangeSource(range, config.maxFileSize, cwd, { exempts }), topOf)
}

async function scanSource(
  { cwd = process.cwd(), minConfidence }: LibraryOptions,
  open: (config: ScanConfig, cwd: string, exempts: Exempts) => Source | Promise<Source>,
  baseOf: (cwd: string) => string | Promise<string> = (here) => here,
  known?: KnownScope,
): Promise<ScanResult> {
  const project = await openProject(cwd, minConfidence)
  const base = await baseOf(project.cwd)
  const matcher = await resolveMatcher(project.config, base, known)
  const { exempts, onScopes } = exemptsOfScan()
  const source = await open(project.config, project.cwd, exempts)
  const { config } = project
  const scopes = new Scopes({ ...project.cascade, base, known, here: { config, matcher } })
  onScopes(scopes)
  const result = await scan({ source, scopes, matcher, config, base })
  await applyBaseline(result, { config, scopes, base })
  await hideByPeers(result, { config, base })
  return result
}
