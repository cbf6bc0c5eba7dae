// Which commits changed a file, and what was it called later? Noted while all commits are listed: to follow a few files then takes no
// second walk through the history.
import type { FullCommit } from './commits.ts'

export class FileChanges {
  /** Oldest first. */
  readonly #ids: string[] = []
  /** Of each path: indices in `#ids`. */
  readonly #commits = new Map<string, number[]>()
  /** Of each path: the names that its file was given. */
  readonly #moves = new Map<string, Set<string>>()

  /** @param commit in order, the oldest first */
  note({ id, changes }: FullCommit): void {
    const index = this.#ids.push(id) - 1
    for (const { path, from } of changes) {
      const known = this.#commits.get(path)
      if (known) known.push(index)
      else this.#commits.set(path, [index])
      if (from === undefined) continue
      const names = this.#moves.get(from)
      if (names) names.add(path)
      else this.#moves.set(from, new Set([path]))
    }
  }

  /** @returns ids of the commits that changed one of the files, under its later names too: oldest first */
  commitsOf(files: Iterable<string>): string[] {
    const names = new Set(files)
    // What is added on the way is visited too.
    for (const name of names) for (const later of this.#moves.get(name) ?? []) names.add(later)
    const indices = new Set([...names].flatMap((name) => this.#commits.get(name) ?? []))
    return [...indices].toSorted((a, b) => a - b).map((index) => this.#ids[index]!)
  }
}
