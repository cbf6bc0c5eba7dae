// What of a message file becomes the message? Comments and the diff of `git commit --verbose` do not.
// https://git-scm.com/docs/git-commit#Documentation/git-commit.txt---cleanupltmodegt

export interface Cleaning {
  /** core.commentChar; `auto` and nothing mean that git's own `#` may be another sign. */
  comment?: string | undefined
  /** commit.cleanup */
  cleanup?: string | undefined
  /** Did an editor show it? Git adds its comments only then. */
  edited: boolean
}

/** When in doubt a line is kept: it is looked at then. */
export function keptMessage(text: string, { comment = '#', cleanup = 'default', edited }: Cleaning): string {
  const strips = cleanup === 'strip' || (cleanup === 'default' && edited)
  const cuts = strips || cleanup === 'scissors' || edited
  const end = cuts ? text.search(/^.{1,16} -{24} >8 -{24}$/m) : -1
  const kept = end === -1 ? text : text.slice(0, end)
  // With `auto` git takes a sign that no line of the message begins with: which one, only git knows.
  if (!strips || comment === 'auto') return kept
  // The numbers of the lines stay.
  return kept
    .split('\n')
    .map((line) => (line.startsWith(comment) ? '' : line))
    .join('\n')
}
