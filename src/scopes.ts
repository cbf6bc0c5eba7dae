// Which configuration counts for a file? In a monorepo each directory may have its own, under those of the directories above.
import path from 'node:path'
import { configIn, directoriesAbove, readChain } from './config.ts'
import type { Lookup, ScanConfig } from './config.ts'
import type { Matcher } from './detect/matcher.ts'
import type { Watch } from './detect/watch.ts'
import { workTree } from './policy-files.ts'
import type { PolicyFiles } from './policy-files.ts'
import { resolveMatcher } from './resolve-rules.ts'
import type { KnownScope } from './resolve-rules.ts'
import type { Confidence } from './types.ts'

/** What a file is scanned with. */
export interface Scope {
  config: ScanConfig
  matcher: Matcher
}

/** How configurations are found and what outranks them. */
export interface Cascade extends Lookup {
  minConfidence?: Confidence | undefined
  /** Measures the rules. */
  watch?: Watch | undefined
  /** Where the scan was started, and `here` counts; by default the base. */
  start?: string | undefined
}

export interface ScopesOptions extends Cascade {
  /** The directory that the paths are relative to. */
  base: string
  /** Also of files outside of the repository. */
  here: Scope
  known?: KnownScope | undefined
}

/** Looks only into the directories of the files that are asked for and above, once into each. */
export class Scopes {
  readonly #options: ScopesOptions
  readonly #files: PolicyFiles
  readonly #root: string
  readonly #chains = new Map<string, string[]>()
  /** From a directory as the source names it to the key of its chain. */
  readonly #keys = new Map<string, string>()
  readonly #made = new Map<string, Scope | Promise<Scope>>()
  readonly #here: string

  constructor(options: ScopesOptions) {
    this.#options = options
    this.#files = options.files ?? workTree
    const top = directoriesAbove(options.base, options)[0]!
    const known = top === options.top || this.#files.exists(path.join(top, '.git'))
    // Outside of a repository there is no root; what lies above is nobody's.
    this.#root = known ? top : (options.here.config.directory ?? options.base)
    this.#here = this.#keyOf(options.start ?? options.base) ?? ''
    this.#made.set(this.#here, options.here)
  }

  /** What the scan was started with. */
  get here(): Scope {
    return this.#options.here
  }

  /** @param file as the source names it. @throws UserError config */
  of(file: string): Scope | Promise<Scope> {
    const directory = file.slice(0, file.lastIndexOf('/') + 1)
    let key = this.#keys.get(directory)
    if (key === undefined) this.#keys.set(directory, (key = this.#within(directory)))
    const made = this.#made.get(key)
    if (made !== undefined) return made
    const making = this.#make(key === '' ? [] : key.split('\0'))
    this.#made.set(key, making)
    making.then(
      (scope) => this.#made.set(key, scope),
      () => {},
    )
    return making
  }

  /** @returns full paths of the configurations above a file, the outermost first. */
  chainOf(file: string): string[] {
    return this.#within(file.slice(0, file.lastIndexOf('/') + 1))
      .split('\0')
      .filter(Boolean)
  }

  /** All that were asked for. */
  all(): Promise<Scope[]> {
    return Promise.all(this.#made.values())
  }

  #within(directory: string): string {
    return this.#keyOf(path.resolve(this.#options.base, directory)) ?? this.#here
  }

  /** @returns nothing outside of the repository */
  #keyOf(directory: string): string | undefined {
    const within = path.relative(this.#root, directory)
    if (within.startsWith('..') || path.isAbsolute(within)) return undefined
    // What others have published is not part of this project's policy.
    const parts = within.split(path.sep)
    const end = parts.indexOf('node_modules')
    return this.#chain(parts, end === -1 ? parts.length : end).join('\0')
  }

  /** @param length how many of the parts of the path below the root count */
  #chain(parts: string[], length: number): string[] {
    const within = length === 0 || parts[0] === '' ? '' : `/${parts.slice(0, length).join('/')}`
    let chain = this.#chains.get(within)
    if (chain) return chain
    const own = configIn(`${this.#root}${within}`, this.#files)
    const above = within === '' ? [] : this.#chain(parts, length - 1)
    chain = own === undefined ? above : [...above, own]
    this.#chains.set(within, chain)
    return chain
  }

  async #make(chain: string[]): Promise<Scope> {
    const { base, here, known, minConfidence } = this.#options
    const loaded = await readChain(chain, this.#files)
    const config = minConfidence === undefined ? loaded : { ...loaded, minConfidence }
    const same = rulesOf(config) === rulesOf(here.config)
    return {
      config,
      matcher: same ? here.matcher : await resolveMatcher(config, base, known && { paths: known.paths }, this.#options),
    }
  }
}

/** Compiling rules is dear: most configurations bring none. */
const rulesOf = ({ rules, knownFiles }: ScanConfig): string => JSON.stringify([rules, knownFiles])
