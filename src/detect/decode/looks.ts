// Is a decoded text one at all, and is it configuration, in which names tell what a value is?
import { latin1 } from '../bytes.ts'
import { CONTROL } from '../encoded.ts'

const LOOKED_AT = 16_384
/** In text it is rare; of other data it is every eighth byte. */
const MOST_CONTROL = 1 / 50

const ASSIGNMENT = /(?:^|[\n\r{,;&?\s])["']?[A-Za-z_][\w.-]{1,60}["']?[ \t]{0,4}[=:][ \t]{0,4}[^\s=]/
/** Programs and pages assign all day long; what rules know by its form is found in them all the same. */
const PROGRAM =
  /<\/?(?:html|head|body|div|span|script|style|svg|p)\b|\bfunction\b|=>|\b(?:var|const|let|import|return|class|def)\s+[\w{*]|\{[^{}:;]{0,200}:[^{};]{1,200};/

export function isMostlyText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, LOOKED_AT)
  let control = 0
  for (const byte of head) control += CONTROL[byte]!
  return control <= head.length * MOST_CONTROL
}

export function looksLikeConfig(bytes: Uint8Array): boolean {
  const text = latin1(bytes, 0, Math.min(bytes.length, LOOKED_AT))
  return ASSIGNMENT.test(text) && !PROGRAM.test(text)
}
