// Code that a page shows in colours: Prism, highlight.js, Rouge, Pygments and GitHub put each word of it into a tag.
import { latin1 } from '../../bytes.ts'
import { decodeSpans, lineEnd, lineStart } from '../escapes.ts'
import type { Escape } from '../escapes.ts'
import type { Encoding } from '../contract.ts'

const TAG = /^<(?:span class="[\w -]{1,60}"|\/span)>/
const LONGEST_TAG = 80
const LESS = 60

export const encoding: Encoding = {
  find(bytes, { escapes }) {
    const read = (at: number): Escape | undefined => tagAt(bytes, at)
    const spans: [start: number, end: number][] = []
    for (let at = escapes.markup; at !== -1; ) {
      if (!read(at)) {
        at = bytes.indexOf(LESS, at + 1)
        continue
      }
      const [start, end] = [lineStart(bytes, at), lineEnd(bytes, at)]
      const last = spans.at(-1)
      // The lines of a block are one text.
      if (last && start <= last[1] + 1) last[1] = end
      else spans.push([start, end])
      at = bytes.indexOf(LESS, end)
    }
    return spans.map((span) => ({
      ...decodeSpans(bytes, [span], LESS, read),
      how: ['highlighted code'],
      escaped: true,
      page: true,
    }))
  },
}

function tagAt(bytes: Uint8Array, at: number): Escape | undefined {
  const tag = TAG.exec(latin1(bytes, at, Math.min(bytes.length, at + LONGEST_TAG)))
  return tag ? { length: tag[0].length, stands: undefined } : undefined
}
