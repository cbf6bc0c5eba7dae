// Which configuration counts for a file? In a monorepo each directory may have its own, under those of the directories above.
import path from 'node:path'
import { configIn, directoriesAbove, readChain, rulesOf } from './config.ts'
import type { Lookup, ScanConfig } from './config.ts'
import type { Matcher } from './detect/matcher.ts'
import type { Watch } from './detect/watch.ts'
import type { DirectoryNames } from './directory-names.ts'
import { pathFor } from './pipeline.ts'
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
  /** Names in a directory of the work tree, where they are known. */
  namesIn?: DirectoryNames | undefined
}

interface Chain {
  /** Full paths of configurations, the outermost first. */
  files: string[]
  /** Those paths in one. */
  key: string
  /** What others have published is not part of this project's policy. */
  foreign: boolean
}

const NO_CHAIN: Chain = { files: [], key: '', foreign: false }

/** Not as git names a directory: such a name has to be resolved first. */
const UNRESOLVED = /[\\:]|(?:^|\/)\.{0,2}\//

/** Looks only into the directories of the files that are asked for and above, once into each. */
export class Scopes {
  readonly #options: ScopesOptions
  readonly #files: PolicyFiles
  readonly #namesIn: DirectoryNames | undefined
  readonly #root: string
  /** By the path of a directory below the root. */
  readonly #chains = new Map<string, Chain>()
  /** From a directory as the source names it to the key of its chain. */
  readonly #keys = new Map<string, string>()
  readonly #made = new Map<string, Scope | Promise<Scope>>()
  readonly #here: string

  constructor(options: ScopesOptions) {
    this.#options = options
    this.#files = options.files ?? workTree
    if (!options.files) this.#namesIn = options.namesIn
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

  /** @param file as the source names it. @returns its path from the top of the repository; of one outside as it is */
  fromTop(file: string): string {
    if (this.#options.base === this.#root) return file
    const within = path.relative(this.#root, path.resolve(this.#options.base, file)).replaceAll(path.sep, '/')
    return within.startsWith('..') || path.isAbsolute(within) ? file : within
  }

  /** Is all or something in a file left out on purpose because of its path? */
  async exempts(file: string): Promise<boolean> {
    const { config } = await this.of(file)
    const here = pathFor(config, this.#options.base, file)
    return config.ignore?.test(here) === true || config.allow.some((entry) => entry.path?.test(here))
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

  /** @param directory as the source names it: empty, or with a `/` at its end */
  #within(directory: string): string {
    const { base } = this.#options
    if (base === this.#root && !UNRESOLVED.test(directory)) return this.#chain(directory.slice(0, -1)).key
    return this.#keyOf(path.resolve(base, directory)) ?? this.#here
  }

  /** @returns nothing outside of the repository */
  #keyOf(directory: string): string | undefined {
    const within = path.relative(this.#root, directory)
    if (within.startsWith('..') || path.isAbsolute(within)) return undefined
    return this.#chain(within.replaceAll(path.sep, '/')).key
  }

  /** @param within the path of a directory below the root, `/` between its parts */
  #chain(within: string): Chain {
    let chain = this.#chains.get(within)
    if (chain) return chain
    const cut = within.lastIndexOf('/')
    const above = within === '' ? NO_CHAIN : this.#chain(within.slice(0, Math.max(0, cut)))
    const foreign = above.foreign || within.slice(cut + 1) === 'node_modules'
    const at = within === '' ? this.#root : `${this.#root}/${within}`
    const own = foreign ? undefined : configIn(at, this.#files, this.#namesIn?.(at))
    const files = own === undefined ? above.files : [...above.files, own]
    chain = { files, key: own === undefined ? above.key : files.join('\0'), foreign }
    this.#chains.set(within, chain)
    return chain
  }

  async #make(chain: string[]): Promise<Scope> {
    const { base, here, known, minConfidence } = this.#options
    const loaded = await readChain(chain, this.#files)
    const config = minConfidence === undefined ? loaded : { ...loaded, minConfidence }
    const same = matcherOf(config) === matcherOf(here.config)
    return {
      config,
      matcher: same
        ? here.matcher
        : await resolveMatcher(config, base, known && { ...known, explain: undefined }, this.#options),
    }
  }
}

/** Making one is dear: most configurations bring nothing for it. */
const matcherOf = (config: ScanConfig): string => JSON.stringify([rulesOf(config), config.knownFiles])
