// All matches of a chunk: those of its bytes, of what is encoded in them, of a notebook's cells. What few files need is loaded for them.
import { findEncoded, isPlain } from './detect/encoded.ts'
import type { Matcher, MatcherOptions } from './detect/matcher.ts'
import type { Match } from './types.ts'

/** Told what of a file was not read, and why. */
export type OnSkipped = (reason: string) => unknown

/** Ordered by position, as a matcher's own are. At once where nothing has to be loaded, as for most files. */
export const matchesOf = (
  bytes: Uint8Array,
  matcher: Matcher,
  options: MatcherOptions,
  onSkipped: OnSkipped,
): Match[] | Promise<Match[]> =>
  /\.ipynb$/i.test(options.path ?? '')
    ? notebookMatches(bytes, matcher, options, onSkipped)
    : textMatches(bytes, matcher, options, onSkipped)

async function notebookMatches(
  bytes: Uint8Array,
  matcher: Matcher,
  options: MatcherOptions,
  onSkipped: OnSkipped,
): Promise<Match[]> {
  const [{ notebookTexts }, { toOrigin }] = await Promise.all([
    import('./detect/notebook.ts'),
    import('./detect/decode/to-origin.ts'),
  ])
  const notebook = notebookTexts(bytes)
  const { fresh: _fresh, ...all } = options
  // A broken one is read as plain text.
  if (notebook) {
    const found = await textMatches(native(notebook.rest), matcher, all, onSkipped)
    for (const cell of notebook.cells)
      found.push(
        ...(await textMatches(native(cell.bytes), matcher, { ...all, part: true }, onSkipped)).map(toOrigin(cell)),
      )
    return found.toSorted((a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd)
  }
  return textMatches(bytes, matcher, options, onSkipped)
}

/** The same bytes in the type that files come in. */
export const native = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

function textMatches(
  bytes: Uint8Array,
  matcher: Matcher,
  options: MatcherOptions,
  onSkipped: OnSkipped,
): Match[] | Promise<Match[]> {
  const matches = matcher(bytes, options)
  // What is encoded has lines of its own.
  const { fresh, far: _far, ...inside } = options
  const encoded = findEncoded(bytes, fresh)
  if (isPlain(encoded)) return matches
  return Promise.all([import('./detect/decode/decode.ts'), import('./inflate.ts')]).then(
    ([{ withDecoded }, { inflate }]) =>
      withDecoded(bytes, encoded, matches, { matcher, options: inside, inflate, native, onSkipped }),
  )
}
