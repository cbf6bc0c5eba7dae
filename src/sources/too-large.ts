// What is said of content over the size limit, wherever it came from.

/** @param limit bytes */
export const tooLarge = (limit: number): string => `it is larger than ${Math.floor(limit / 2 ** 20)} MB`
