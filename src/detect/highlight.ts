// Code that a highlighter has put into the elements of a page: `<span class="s2">`.
import { indexOfText } from './bytes.ts'
import type { Searched } from './bytes.ts'

const HIGHLIGHT = '<span class="'
/** `token`, `hljs-string`, `pl-s`, and the two letters of Pygments. */
const HIGHLIGHTER = /^(?:token |hljs-|pl-|[a-z][a-z0-9]{0,2}")/

/** @param text the same bytes. @returns where the first one stands, or -1 */
export function firstHighlight(bytes: Uint8Array, text: Searched): number {
  let at = indexOfText(text, HIGHLIGHT, 0)
  while (at !== -1) {
    const begin = at + HIGHLIGHT.length
    if (HIGHLIGHTER.test(String.fromCharCode(...bytes.subarray(begin, begin + 6)))) return at
    at = indexOfText(text, HIGHLIGHT, begin)
  }
  return -1
}
