// A decision as a comment beside the value: it goes where the line goes, and allows this rule there.
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { pathFor, scanChunk } from '../pipeline.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { decodeText } from '../rotate/text.ts'
import { decode } from '../sources/encoding.ts'
import type { Finding } from '../types.ts'
import { changeFile } from './change-file.ts'
import type { Undo } from './change-file.ts'
import { commentObstacle, withComment } from './comment-text.ts'
import type { Home, Situation } from './home.ts'

export const commentHome: Home = {
  key: 'c',
  name: 'comment',
  about: 'in the file, on the line or above it: this rule on this line',
  reason: true,
  obstacle(situation) {
    if (situation.mode === 'history') return 'what is in the history cannot be commented any more'
    for (const finding of situation.group.findings) {
      const file = path.resolve(situation.base, finding.file)
      const problem = statSync(file, { throwIfNoEntry: false })?.isFile()
        ? commentObstacle(finding.file, decodeText(readFileSync(file)), finding.secret.reveal(), finding.line)
        : 'the file is not here'
      if (problem) return `${finding.file}: ${problem}`
    }
    return undefined
  },
  async write(situation, reason) {
    const { group, base } = situation
    const undos: Undo[] = []
    // The last one first. @returns the first thing that stands in the way
    const undo: Undo = () =>
      undos.toReversed().reduce<string | undefined>((problem, each) => problem ?? each(), undefined)
    const told: string[] = []
    // From the end, so that a line that comes in moves none that is still to be found.
    for (const finding of onePerLine(group.findings).toSorted((a, b) => b.line - a.line)) {
      const file = path.resolve(base, finding.file)
      const text = decodeText(readFileSync(file))!
      const commented = withComment(finding.file, text, finding.secret.reveal(), finding.line, finding.rule, reason)
      undos.push(changeFile(file, commented.text))
      told.push(`${finding.file}:${commented.line}: ${commented.comment}`)
    }
    if (await isStillFound(situation)) {
      undo()
      return { problem: 'the comment would not have been heeded there; nothing was changed' }
    }
    return { told, files: [...new Set(group.findings.map(({ file }) => path.resolve(base, file)))], undo }
  },
}

const onePerLine = (findings: Finding[]): Finding[] => [
  ...new Map(findings.map((finding) => [`${finding.file}\0${finding.line}`, finding])).values(),
]

/** The proof: the same scan, of the files as they are now. */
async function isStillFound({ group, base }: Situation): Promise<boolean> {
  const { config } = group.policy
  const matcher = await resolveMatcher(config, base)
  for (const file of new Set(group.findings.map((finding) => finding.file))) {
    const chunk = { path: file, ...decode(readFileSync(path.resolve(base, file))) }
    const findings = await scanChunk(chunk, matcher, config, { pathHere: pathFor(config, base, file) })
    if (findings.some(({ fingerprint }) => fingerprint === group.fingerprint)) return true
  }
  return false
}
