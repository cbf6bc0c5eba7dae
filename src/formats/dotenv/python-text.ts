// How Python takes texts apart: `str.strip` and `str.splitlines`, which know other characters than JavaScript does.
// https://docs.python.org/3/library/stdtypes.html#str.splitlines

/** A byte order mark is no space there. */
const SPACE = String.raw`(?:(?!\uFEFF)\s|[\x1c-\x1f\x85])+`
const ENDS = new RegExp(`^${SPACE}|${SPACE}$`, 'g')
const LINE_END = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/

export const stripped = (text: string): string => text.replace(ENDS, '')

export const splitLines = (text: string): string[] => text.split(LINE_END)
