// What of a message file becomes the message? Comments and the diff of `git commit --verbose` do not.
// https://git-scm.com/docs/git-commit#Documentation/git-commit.txt---cleanupltmodegt

/** What git itself has written into the file says what it takes out again, whatever option it was called with. */
const SCISSORS = /^(.{1,16}) -{24} >8 -{24}\n\1 /m
/** In another language a line is kept when in doubt: it is looked at then. */
const IGNORED = /' will be ignored\b/

/** @param comment core.commentChar; with `auto` only git knows the sign that it has chosen. */
export function keptMessage(text: string, comment = '#'): string {
  const kept = text.slice(0, SCISSORS.exec(text)?.index)
  const lines = kept.split('\n')
  const isComment = (line: string): boolean => line.startsWith(comment)
  if (comment === 'auto' || !lines.some((line) => isComment(line) && IGNORED.test(line))) return kept
  // The numbers of the lines stay.
  return lines.map((line) => (isComment(line) ? '' : line)).join('\n')
}
