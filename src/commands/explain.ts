// `unleak explain FILE:LINE`: the rules that match there, and what the judge weighed. Never a value in clear.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { EXIT, UserError } from '../errors.ts'
import { guessesIn } from '../explain-guess.ts'
import { pathFor, scan, scanChunk } from '../pipeline.ts'
import { openProject } from '../project.ts'
import type { Project } from '../project.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { Scopes } from '../scopes.ts'
import { decode } from '../sources/encoding.ts'
import { filesSource } from '../sources/files.ts'
import { painter, textWidth, visible, wantsColor } from '../terminal.ts'
import type { Chunk, Finding } from '../types.ts'

/** @returns the exit code: 1 when the line has a finding. @throws UserError bad-place, no-such-path, config */
export async function explainCommand(place: string): Promise<number> {
  const project = await openProject(process.cwd(), 'low')
  const { file, line } = placeOf(place) ?? (await placeOfFingerprint(place, project))
  const { config, matcher } = await (await scopesOf(project)).of(file)
  const chunk: Chunk = { path: file, ...read(file) }
  const findings = (await scanChunk(chunk, matcher, config, { pathHere: pathFor(config, project.cwd, file) })).filter(
    (finding) => finding.line <= line && finding.endLine >= line,
  )
  const text = [
    `${visible(file)}:${line}`,
    ...findings.flatMap(explainFinding),
    ...guessesIn(chunk, config, {
      paint: painter(wantsColor(process.stdout)),
      width: textWidth(process.stdout),
      most: 6,
    })(line),
  ]
  if (text.length === 1) text.push('  No rule matches here, and no name on this line announces a secret.')
  process.stdout.write(`${text.join('\n')}\n`)
  return findings.length > 0 ? EXIT.findings : EXIT.clean
}

const scopesOf = async ({ cwd, config, cascade }: Project): Promise<Scopes> =>
  new Scopes({ ...cascade, base: cwd, here: { config, matcher: await resolveMatcher(config, cwd) } })

function placeOf(place: string): { file: string; line: number } | undefined {
  const [, file, line] = /^(.+):([1-9]\d{0,8})$/s.exec(place) ?? []
  return file === undefined ? undefined : { file, line: Number(line) }
}

async function placeOfFingerprint(fingerprint: string, project: Project): Promise<{ file: string; line: number }> {
  const { cwd, config } = project
  if (!/^[0-9a-f]{32}$/.test(fingerprint)) throw new UserError('bad-place', fingerprint)
  const { source } = await filesSource(['.'], config.maxFileSize, cwd)
  const scopes = await scopesOf(project)
  const { findings } = await scan({ source, scopes, ...(await scopes.of('')), base: cwd })
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
