// A place for a clock in an engine that has none: what is put around the work of each rule.

/** Gives the same work back, and may count and time it. A result that says something is a match. */
export type Watch = <Arguments extends unknown[], Result>(
  rule: string,
  work: (...args: Arguments) => Result,
) => (...args: Arguments) => Result

export const unwatched: Watch = (_, work) => work
