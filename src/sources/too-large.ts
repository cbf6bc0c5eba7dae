// How large content may be, and what is said of what is larger, wherever it came from.

/** @param limit bytes */
export const tooLarge = (limit: number): string => `it is larger than ${Math.floor(limit / 2 ** 20)} MB`

/** Bytes; what is larger comes in windows. */
export const HELD_AT_ONCE = 16 * 2 ** 20
