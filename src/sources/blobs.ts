// Reads blobs by id through one `git cat-file --batch`. https://git-scm.com/docs/git-cat-file#_batch_output
import { startGit } from './git.ts'
import type { GitProcess } from './git.ts'
import { NEWLINE } from '../detect/bytes.ts'
import { HELD_AT_ONCE, tooLarge } from './too-large.ts'

/** Why there is no content. `large`: it can be streamed. */
interface Refusal {
  problem: string
  large?: true
}

export type Blob = Buffer | Refusal

/** Asked for each blob, so it may still change until the first one comes. */
export interface SizeLimit {
  bytes: number
}

/** Whoever uses one reads blobs ahead, and closes it in the end. */
export interface BlobSource {
  /** Answers come in the order of the calls; several may be under way. */
  read: (oid: string) => Promise<Blob>
  /** The content in pieces: of what is too large to be held. */
  stream: (oid: string) => AsyncIterable<Uint8Array>
  close: () => void
}

/** Content that is on its way, and the newline behind it. */
interface Expected {
  size: number
  /** Bytes that have come. */
  come: number
  /** What is answered in place of the content, which is thrown away. */
  instead: Refusal | undefined
  /** Takes what comes in several pieces. */
  room: Buffer | undefined
}

interface Request {
  resolve: (blob: Blob) => void
  reject: (error: unknown) => void
}

export class BlobReader implements BlobSource {
  /** Started when the first blob is asked for: where jobs read them, none is. */
  #git: GitProcess | undefined
  readonly #limit: SizeLimit
  readonly #cwd: string | undefined
  readonly #waiting: Request[] = []
  /** Why no answer will come any more. */
  #ended: unknown
  /** Not yet written to git. */
  #asked = ''
  /** A header that is not complete. */
  #head = ''
  /** Set while the content of an object is awaited. */
  #need: Expected | undefined

  /** @param limit a larger blob is not read. */
  constructor(limit: SizeLimit, cwd?: string) {
    this.#limit = limit
    this.#cwd = cwd
  }

  #start(): GitProcess {
    const git = startGit(['cat-file', '--batch'], this.#cwd)
    git.child.stdout!.on('data', (part: Buffer) => this.#take(part))
    const fail = (error: unknown): void => {
      this.#ended = error
      for (const request of this.#waiting.splice(0)) request.reject(error)
    }
    git.done.then(() => fail(new Error('git cat-file ended early')), fail)
    return git
  }

  read(oid: string): Promise<Blob> {
    const answer = new Promise<Blob>((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended)
      this.#git ??= this.#start()
      this.#waiting.push({ resolve, reject })
      if (this.#asked === '') queueMicrotask(() => this.#ask())
      this.#asked += `${oid}\n`
    })
    // Of several under way the first failure is told; the others were asked for too.
    answer.catch(() => {})
    return answer
  }

  /** All that was asked for in one turn goes to git in one piece. */
  #ask(): void {
    // Nothing is left when the reader was closed in between.
    if (this.#asked !== '') this.#git?.child.stdin!.write(this.#asked)
    this.#asked = ''
  }

  /** The content in pieces, by a git of its own. */
  async *stream(oid: string): AsyncGenerator<Buffer> {
    const { child, done } = startGit(['cat-file', 'blob', oid], this.#cwd)
    yield* child.stdout!
    await done
  }

  /** Git is not read from; it stops when its pipe is full. */
  pause(): void {
    this.#git?.child.stdout!.pause()
  }

  resume(): void {
    this.#git?.child.stdout!.resume()
  }

  close(): void {
    this.#git?.child.stdin!.end(this.#asked)
    this.#asked = ''
  }

  #take(part: Buffer): void {
    for (let at = 0; at < part.length; ) at = this.#need ? this.#content(part, at, this.#need) : this.#header(part, at)
  }

  /** `OID blob SIZE` or `OID missing`. @returns where the rest of the part begins */
  #header(part: Buffer, at: number): number {
    const end = part.indexOf(NEWLINE, at)
    this.#head += part.toString('latin1', at, end === -1 ? part.length : end)
    if (end === -1) return part.length
    const [, type, bytes] = this.#head.split(' ')
    this.#head = ''
    if (type === 'missing' || bytes === undefined) this.#waiting.shift()?.resolve({ problem: 'git has no such object' })
    else this.#need = { size: Number(bytes), come: 0, instead: this.#tooLarge(Number(bytes)), room: undefined }
    return end + 1
  }

  #tooLarge(size: number): Refusal | undefined {
    if (size > this.#limit.bytes) return { problem: tooLarge(this.#limit.bytes) }
    return size > HELD_AT_ONCE ? { problem: 'it is too large to be held', large: true } : undefined
  }

  #content(part: Buffer, at: number, need: Expected): number {
    const { size, come, instead } = need
    const end = Math.min(part.length, at + size + 1 - come)
    need.come += end - at
    const isWhole = end - at === size + 1
    // What came in one piece stays where it is.
    if (!instead && !isWhole) part.copy((need.room ??= Buffer.allocUnsafeSlow(size + 1)), come, at, end)
    if (need.come === size + 1) {
      this.#need = undefined
      this.#waiting.shift()?.resolve(instead ?? (need.room ?? part.subarray(at)).subarray(0, size))
    }
    return end
  }
}
