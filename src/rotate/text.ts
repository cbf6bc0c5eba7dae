// A file's bytes as text that can be written back to the same bytes, or not at all.

/** With its byte order mark. @returns undefined for what is no UTF-8 text */
export const decodeText = (bytes: Uint8Array): string | undefined => (bytes.includes(0) ? undefined : utf8Text(bytes))

/** The same where a NUL is a character like others. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
