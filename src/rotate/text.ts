// A file's bytes as text that can be written back to the same bytes, or not at all.

/** With its byte order mark. @returns undefined for what is no UTF-8 text */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
