// Blobs are taken out of git's output wherever its reads cut it: in a header, in a content, at the newline behind one.
import { expect, test } from 'vitest'
import { BlobReader } from '../src/sources/blobs.ts'
import { Scratch } from './support/scratch.ts'

const LIMIT = 300_000
/** Of a pipe's read and of what stands around a content in it: cuts fall at every place of a header. */
const SIZES = [0, 1, 65_484, ...Array.from({ length: 120 }, (_, i) => 65_420 + i), 131_072, 200_001, LIMIT, LIMIT + 1]

test('each blob whole, in the order of the questions; what is too large or not there does not move the next one', async () => {
  const repo = new Scratch()
  const contents = SIZES.map((size, i) => Buffer.alloc(size, `${i}\n`))
  for (const [i, content] of contents.entries()) repo.write(`f${i}`, content)
  repo.git('add', '.')
  const oids = contents.map((_, i) => repo.git('rev-parse', `:f${i}`).trim())
  const blobs = new BlobReader({ bytes: LIMIT }, repo.root)
  try {
    const asked = [...oids, '0'.repeat(oids[0]!.length), ...oids.toReversed()]
    const answers = await Promise.all(asked.map((oid) => blobs.read(oid)))
    for (const [i, answer] of answers.entries()) {
      const content = contents[oids.indexOf(asked[i]!)]
      if (!content) expect(answer).toEqual({ problem: 'git has no such object' })
      else if (content.length > LIMIT) expect(answer).toHaveProperty('problem')
      else expect(content.equals(answer as Buffer), `${i}: ${content.length} bytes`).toBe(true)
    }
  } finally {
    blobs.close()
  }
})
