// `unleak explain FILE:LINE`: the rules that match there, and what the judge weighed. Never a value in clear.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ScanConfig } from '../config.ts'
import type { Assignment } from '../detect/assignment.ts'
import { assignmentsIn } from '../detect/assignments.ts'
import { buildAutomaton } from '../detect/automaton.ts'
import { latin1 } from '../detect/bytes.ts'
import { EXIT, UserError } from '../errors.ts'
import { isPlaceholder } from '../filters/placeholder.ts'
import { candidateOf } from '../judge/candidate.ts'
import { describeFeature } from '../judge/describe.ts'
import { judge, partsOfScore } from '../judge/judge.ts'
import { modelOf } from '../judge/model.ts'
import type { Model } from '../judge/model.ts'
import { placeOf as placeOfFile } from '../judge/place.ts'
import { scan, scanChunk } from '../pipeline.ts'
import { Positions } from '../positions.ts'
import { openProject } from '../project.ts'
import { activeRules, resolveMatcher } from '../resolve-rules.ts'
import { loadRules } from '../rules-file.ts'
import { redact } from '../secret-text.ts'
import { decode } from '../sources/encoding.ts'
import { filesSource } from '../sources/files.ts'
import { painter, visible, wantsColor } from '../terminal.ts'
import type { Chunk, Finding } from '../types.ts'

/** Reasons shown for each side. */
const MOST_REASONS = 6

/** @returns the exit code: 1 when the line has a finding. @throws UserError bad-place, no-such-path, config */
export async function explainCommand(place: string): Promise<number> {
  const { cwd, config } = await openProject(process.cwd(), 'low')
  const { file, line } = placeOf(place) ?? (await placeOfFingerprint(place, config, cwd))
  const chunk: Chunk = { path: file, ...read(file) }
  const findings = (await scanChunk(chunk, await resolveMatcher(config, cwd), config)).filter(
    (finding) => finding.line <= line && finding.endLine >= line,
  )
  const text = [
    `${visible(file)}:${line}`,
    ...findings.flatMap(explainFinding),
    ...assignmentsOn(chunk, line, config).flatMap((assignment) =>
      explainAssignment(chunk, assignment, modelOf(loadRules().weights)),
    ),
  ]
  if (text.length === 1) text.push('  No rule matches here, and no name on this line announces a secret.')
  process.stdout.write(`${text.join('\n')}\n`)
  return findings.length > 0 ? EXIT.findings : EXIT.clean
}

function placeOf(place: string): { file: string; line: number } | undefined {
  const [, file, line] = /^(.+):([1-9]\d{0,8})$/s.exec(place) ?? []
  return file === undefined ? undefined : { file, line: Number(line) }
}

async function placeOfFingerprint(
  fingerprint: string,
  config: ScanConfig,
  cwd: string,
): Promise<{ file: string; line: number }> {
  if (!/^[0-9a-f]{32}$/.test(fingerprint)) throw new UserError('bad-place', fingerprint)
  const { source } = await filesSource(['.'], config.maxFileSize, cwd)
  const { findings } = await scan({ source, matcher: await resolveMatcher(config, cwd), config, base: cwd })
  const found = findings.find((finding) => finding.fingerprint === fingerprint)
  if (!found) throw new UserError('bad-place', fingerprint)
  return { file: path.resolve(cwd, found.file), line: found.line }
}

function read(file: string): Pick<Chunk, 'bytes' | 'binary'> {
  try {
    return decode(readFileSync(file))
  } catch {
    throw new UserError('no-such-path', file)
  }
}

function explainFinding({ rule, name, confidence, redacted, reasons }: Finding): string[] {
  const paint = painter(wantsColor(process.stdout))
  return [
    `  ${paint('bold', rule)} (${visible(name)}), confidence ${confidence}: ${visible(redacted)}`,
    ...reasons.map((reason) => `    ${visible(reason)}`),
  ]
}

function assignmentsOn(chunk: Chunk, line: number, config: ScanConfig): Assignment[] {
  const words = activeRules(config).find(({ detector }) => detector === 'assignment')!.keywords
  const longest = Math.max(...words.map(({ length }) => length))
  const positions = new Positions(chunk.bytes)
  return assignmentsIn(chunk.bytes, words, buildAutomaton(words), longest).filter(
    ({ valueStart }) => positions.at(valueStart).line === line,
  )
}

function explainAssignment({ bytes, path: file }: Chunk, assignment: Assignment, model: Model): string[] {
  const paint = painter(wantsColor(process.stdout))
  const { nameStart, nameEnd, valueStart, valueEnd, joined } = assignment
  const value = joined ?? latin1(bytes, valueStart, valueEnd)
  const head = `  ${visible(latin1(bytes, nameStart, nameEnd))}: ${visible(redact(value))}`
  const candidate = candidateOf(bytes, assignment, placeOfFile(file))
  if (!candidate)
    return [
      `${head}: not judged: the name announces no secret, or the value is a reference, a path, a call or too short`,
    ]
  if (isPlaceholder(value)) return [`${head}: not judged: the value is a placeholder`]
  const { score, confidence, plain } = judge(candidate, model, Number.NEGATIVE_INFINITY)
  const parts = partsOfScore(candidate, model)
  const side = (title: string, sign: number): string[] => {
    const shown = parts.filter(([, weight]) => weight * sign > 0).slice(0, MOST_REASONS)
    return [
      `    ${paint('bold', title)}`,
      ...shown.map(
        ([feature, weight]) => `      ${weight.toFixed(2).padStart(6)}  ${visible(describeFeature(feature))}`,
      ),
    ]
  }
  return [
    `${head}: score ${score.toFixed(2)} (low from ${model.low}, medium from ${model.medium}), ${confidence ?? 'no finding'}`,
    ...(plain ? ['    a long random text under a name that announces a secret: medium whatever the rest weighs'] : []),
    ...side('for a secret', 1),
    ...side('against', -1),
  ]
}
