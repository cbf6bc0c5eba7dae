// Does a page show code in colours? Then names and values stand in tags.
import { indexOfText } from './bytes.ts'

const HIGHLIGHT = '<span class="'
/** `token`, `hljs-string`, `pl-s`, and the two letters of Pygments. */
const HIGHLIGHTER = /^(?:token |hljs-|pl-|[a-z][a-z0-9]{0,2}")/

/** Where the first such tag begins, or -1. */
export function firstHighlight(bytes: Uint8Array): number {
  let at = indexOfText(bytes, HIGHLIGHT, 0)
  while (at !== -1) {
    const begin = at + HIGHLIGHT.length
    if (HIGHLIGHTER.test(String.fromCharCode(...bytes.subarray(begin, begin + 6)))) return at
    at = indexOfText(bytes, HIGHLIGHT, begin)
  }
  return -1
}
