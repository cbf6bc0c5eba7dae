// Reads blobs that lie in a file of their own, as what was just added does: no second git need be started for them.
// https://git-scm.com/book/en/v2/Git-Internals-Git-Objects#_object_storage
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { BlobReader } from './blobs.ts'
import type { Blob, BlobSource, SizeLimit } from './blobs.ts'

/** Larger ones are left to git, which can stream them. */
const LARGEST = 2 ** 22

/** Like a BlobReader, which is asked for all that lies elsewhere: packed, in another directory, too large, broken. */
export class LooseReader implements BlobSource {
  readonly #limit: SizeLimit
  readonly #objects: string
  readonly #git: BlobReader

  /** @param cwd top of the work tree. */
  constructor(limit: SizeLimit, cwd?: string) {
    this.#limit = limit
    this.#git = new BlobReader(limit, cwd)
    const { GIT_OBJECT_DIRECTORY: objects, GIT_DIR: directory = '.git' } = process.env
    this.#objects = path.resolve(cwd ?? '', objects ?? path.join(directory, 'objects'))
  }

  read(oid: string): Promise<Blob> {
    const blob = this.#inflate(oid)
    return blob ? Promise.resolve(blob) : this.#git.read(oid)
  }

  stream(oid: string): AsyncGenerator<Buffer> {
    return this.#git.stream(oid)
  }

  close(): void {
    this.#git.close()
  }

  /** @returns undefined when git has to say what it is. */
  #inflate(oid: string): Buffer | undefined {
    try {
      const file = path.join(this.#objects, oid.slice(0, 2), oid.slice(2))
      if (statSync(file).size > LARGEST) return undefined
      const { inflateSync } = process.getBuiltinModule('node:zlib')
      const object = inflateSync(readFileSync(file), { maxOutputLength: Math.min(LARGEST, this.#limit.bytes) })
      const start = object.indexOf(0) + 1
      const [type, size] = object.toString('latin1', 0, start - 1).split(' ')
      return type === 'blob' && Number(size) === object.length - start ? object.subarray(start) : undefined
    } catch {
      return undefined
    }
  }
}
