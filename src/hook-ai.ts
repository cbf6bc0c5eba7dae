// The hook of an AI coding assistant: what a tool call is about to write or send is scanned first. The call comes as JSON on standard input.
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { applyBaseline } from './baseline.ts'
import { UserError } from './errors.ts'
import { scan } from './pipeline.ts'
import { openProject } from './project.ts'
import { resolveMatcher } from './resolve-rules.ts'
import { Scopes } from './scopes.ts'
import { topOf } from './sources/repository.ts'
import { visible } from './terminal.ts'
import type { Chunk, Finding, Skipped } from './types.ts'

/** Assistants let a call pass on every other code, also on that of a crash. */
const BLOCK = 2

/** What an assistant tells about itself, and not of the call; texts that are replaced are there already. */
const NOT_SCANNED = new Set(
  'session_id transcript_path cwd hook_event_name permission_mode tool_name tool_use_id conversation_id generation_id workspace_roots model cursor_version user_email old_string tool_response'.split(
    ' ',
  ),
)

/** @returns 0, or 2: blocked, also when the call could not be understood or scanned */
export async function hookAi(): Promise<number> {
  try {
    const call = parse((await buffer(process.stdin)).toString())
    const { findings, skipped } = await scanCall(call)
    if (findings.length === 0 && skipped.length === 0) return 0
    process.stderr.write(text(call, findings, skipped))
  } catch (error) {
    const next = error instanceof UserError ? ` ${error.next}` : ''
    process.stderr.write(`unleak: ${visible((error as Error).message)}; the call was not scanned.${visible(next)}\n`)
  }
  return BLOCK
}

interface Call {
  tool_name?: unknown
  tool_input?: unknown
  file_path?: unknown
}

function parse(input: string): Call {
  let call: unknown
  try {
    call = JSON.parse(input)
  } catch {
    call = undefined
  }
  if (typeof call !== 'object' || call === null) throw new UserError('ai-call')
  return call
}

async function scanCall(call: Call): Promise<{ findings: Finding[]; skipped: Skipped[] }> {
  const { cwd, config, cascade } = await openProject(process.cwd())
  const base = await topOf(cwd)
  const input = call.tool_input ?? call
  const file = fileOf(input) ?? fileOf(call)
  const name = file === undefined ? '(tool call)' : path.relative(base, path.resolve(cwd, file))
  const texts = [...stringsOf(input)]
  async function* source(): AsyncGenerator<Chunk> {
    // One text: a name in one field and its value in another belong together.
    yield { path: name.replaceAll(path.sep, '/'), bytes: Buffer.from(texts.join('\n')), binary: false }
  }
  const matcher = await resolveMatcher(config, base, { paths: [name] })
  const scopes = new Scopes({ ...cascade, base, here: { config, matcher } })
  const result = await scan({ source: source(), scopes, matcher, config, base })
  await applyBaseline(result, { config, scopes, base })
  return result
}

const fileOf = (value: unknown): string | undefined => {
  const { file_path: file } = (value ?? {}) as Call
  return typeof file === 'string' ? file : undefined
}

const DEEPEST = 50

function* stringsOf(value: unknown, depth = 0): Generator<string> {
  if (typeof value === 'string') yield value
  if (typeof value !== 'object' || value === null) return
  if (depth === DEEPEST) throw new UserError('ai-call')
  for (const [key, inner] of Object.entries(value)) if (!NOT_SCANNED.has(key)) yield* stringsOf(inner, depth + 1)
}

/** Read by the assistant, which then tries another way: so it says which. */
function text({ tool_name: tool }: Call, findings: Finding[], skipped: Skipped[]): string {
  const told = findings.map(({ file, name, redacted, rule }) => `  ${file}: ${name} ${redacted} (${rule})`)
  const gaps = skipped.map(({ path: file, reason }) => `  ${file}: not scanned, ${reason}`)
  return [
    `unleak stopped this call${typeof tool === 'string' ? ` of ${visible(tool)}` : ''}: it holds a secret.`,
    ...[...told, ...gaps].map((line) => visible(line)),
    'Do not repeat the value. Read it from the environment or a secret store instead, and tell the user to revoke it if it was shared.',
    '',
  ].join('\n')
}
