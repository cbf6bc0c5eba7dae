// `unleak explain FILE:LINE`: the rules that match there, and what the judge weighed. Never a value in clear.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { applyBaseline } from '../baseline.ts'
import { EXIT, UserError } from '../errors.ts'
import { guessesIn } from '../explain-guess.ts'
import { hideByPeers } from '../peers/hide.ts'
import { pathFor, scan, scanChunk } from '../pipeline.ts'
import { Positions } from '../positions.ts'
import { openProject } from '../project.ts'
import type { Project } from '../project.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { Scopes } from '../scopes.ts'
import { decode } from '../sources/encoding.ts'
import { filesSource } from '../sources/files.ts'
import { posix } from '../sources/tree.ts'
import { painter, textWidth, visible, wantsColor, wrap } from '../terminal.ts'
import type { Chunk, Finding, Match, ScanResult } from '../types.ts'

/** Reasons shown for each side. */
const MOST_REASONS = 6

/** @returns the exit code: 1 when the line has a finding, 3 when a rule could not be tried. @throws UserError bad-place, no-such-path, config */
export async function explainCommand(place: string): Promise<number> {
  const project = await openProject(process.cwd(), 'low')
  const { file, line } = placeOf(place) ?? (await placeOfFingerprint(place, project))
  const scopes = await scopesOf(project)
  const { config } = await scopes.of(file)
  const chunk = await chunkOf(file)
  if (line > new Positions(chunk.bytes).at(chunk.bytes.length).line) throw new UserError('bad-place', place)
  const { findings, passed, gaps } = await judgeLine(chunk, line, scopes, project)
  const look = { paint: painter(wantsColor(process.stdout)), width: textWidth(process.stdout), most: MOST_REASONS }
  const text = [
    `${visible(file)}:${line}`,
    ...findings.flatMap(explainFinding),
    ...passed.map((why) => wrap(`not reported: ${visible(why)}`, look.width, '  ')),
    ...gaps.map((why) => wrap(`not scanned: ${visible(why)}`, look.width, '  ')),
    ...guessesIn(chunk, config, look)(line),
  ]
  if (text.length === 1) text.push('  No rule matches here, and no name on this line announces a secret.')
  process.stdout.write(`${text.join('\n')}\n`)
  return findings.length > 0 ? EXIT.findings : gaps.length > 0 ? EXIT.incomplete : EXIT.clean
}

/** What a scan reports of a line, and what it leaves out there and why. */
async function judgeLine(
  chunk: Chunk,
  line: number,
  scopes: Scopes,
  { cwd: base, config: here }: Project,
): Promise<{ findings: Finding[]; passed: string[]; gaps: string[] }> {
  const { config: whole, matcher } = await scopes.of(chunk.path)
  const { disabled = new Set<string>(), ...config } = whole
  const positions = new Positions(chunk.bytes)
  const passed: string[] = []
  const gaps: string[] = []
  const leftOut = (text: string, match?: Match): void => {
    const [from, to] = match ? [positions.at(match.start).line, positions.at(match.end).line] : [0, 0]
    if (from <= line && to >= line) passed.push(text.slice(chunk.path.length + 2))
  }
  const found = await scanChunk(chunk, matcher, config, {
    pathHere: pathFor(config, base, chunk.path),
    tell: { leftOut },
    onSkipped: (reason) => gaps.push(reason),
  })
  const onLine = found.filter((finding) => finding.line <= line && finding.endLine >= line)
  const isOff = ({ rule }: Finding): boolean => disabled.has(rule)
  passed.push(...onLine.filter(isOff).map(({ rule }) => `${rule}: it is disabled in the configuration`))
  const isIgnored = config.ignore?.test(pathFor(config, base, chunk.path)) === true
  if (isIgnored) passed.push('a pattern of "ignore" leaves the whole file out')
  const findings = isIgnored ? [] : onLine.filter((finding) => !isOff(finding))
  const result: ScanResult = { findings, baselined: [], skipped: [], files: 1, bytes: chunk.bytes.length }
  await applyBaseline(result, { config: here, scopes, base })
  passed.push(...result.baselined.map(({ rule }) => `${rule}: the baseline knows it`))
  passed.push(...(await hideByPeers(result, { config, base })))
  return { findings: result.findings, passed, gaps }
}

const scopesOf = async ({ cwd, config, cascade }: Project): Promise<Scopes> =>
  new Scopes({ ...cascade, base: cwd, here: { config, matcher: await resolveMatcher(config, cwd) } })

function placeOf(place: string): { file: string; line: number } | undefined {
  const [, file, line] = /^(.+):([1-9]\d{0,8})$/s.exec(place) ?? []
  return file === undefined ? undefined : { file: posix(path.relative('', file)), line: Number(line) }
}

async function placeOfFingerprint(fingerprint: string, project: Project): Promise<{ file: string; line: number }> {
  const { cwd, config } = project
  if (!/^[0-9a-f]{8,32}$/.test(fingerprint)) throw new UserError('bad-place', fingerprint)
  const { source } = await filesSource(['.'], config.maxFileSize, cwd)
  const scopes = await scopesOf(project)
  const { findings } = await scan({ source, scopes, ...(await scopes.of('')), base: cwd })
  const [found, ...others] = findings.filter((finding) => finding.fingerprint.startsWith(fingerprint))
  // A beginning that fits two of them means neither.
  if (!found || others.some((other) => other.fingerprint !== found.fingerprint))
    throw new UserError('bad-place', fingerprint)
  return { file: found.file, line: found.line }
}

/** Also of a file in an archive, as reports name it. @throws UserError no-such-path */
async function chunkOf(file: string): Promise<Chunk> {
  const inside = file.indexOf('!/')
  const outer = inside === -1 || existsSync(file) ? file : file.slice(0, inside)
  const whole: Chunk = { path: outer, ...read(outer) }
  if (outer === file) return whole
  const { chunksIn } = await import('../sources/unpack.ts')
  for await (const part of chunksIn(whole, async () => false)) if ('bytes' in part && part.path === file) return part
  throw new UserError('no-such-path', file)
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
