// `unleak explain FILE:LINE`: the rules that match there, and what the judge weighed. Never a value in clear.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ScanConfig } from '../config.ts'
import { EXIT, UserError } from '../errors.ts'
import { guessesIn } from '../explain-guess.ts'
import { scan, scanChunk } from '../pipeline.ts'
import { openProject } from '../project.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { decode } from '../sources/encoding.ts'
import { filesSource } from '../sources/files.ts'
import { painter, textWidth, visible, wantsColor } from '../terminal.ts'
import type { Chunk, Finding } from '../types.ts'

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
