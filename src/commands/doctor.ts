// `unleak doctor`: would a commit here be scanned right now, and in CI? Answered by trying one, in a copy that is thrown away.
import { asCalled } from '../called.ts'
import { attempt } from '../doctor/attempt.ts'
import type { Attempt } from '../doctor/attempt.ts'
import { inspectCi } from '../doctor/ci.ts'
import type { CiReport } from '../doctor/ci.ts'
import { faultsOf } from '../doctor/faults.ts'
import { findMarker } from '../doctor/marker.ts'
import { makeMirror } from '../doctor/mirror.ts'
import { unseenWays } from '../doctor/other-hooks.ts'
import { hookFile, hooksPathOf, shown } from '../doctor/scene.ts'
import type { Fault, Scene } from '../doctor/scene.ts'
import { EXIT, UserError } from '../errors.ts'
import { inspect } from '../init/project.ts'
import { openProject } from '../project.ts'
import { readSkips } from '../skip.ts'
import type { Skip } from '../skip.ts'
import { painter, textWidth, visible, wantsColor, wrap } from '../terminal.ts'

/** @returns 0 when a commit is scanned, else 3. @throws UserError no-repository, config ... */
export async function doctorCommand(cwd: string): Promise<number> {
  const project = await inspect(cwd)
  const { config } = await openProject(project.root)
  const marker = await findMarker(config, project.root)
  if (!marker) throw new UserError('no-marker')
  const mirror = await makeMirror(project)
  try {
    const tried = await attempt(mirror, marker)
    const scene: Scene = { project, attempt: tried, env: process.env, hooksPath: await hooksPathOf(project.root) }
    const desktop = tried.outcome === 'scanned' ? await fromDesktop(() => attempt(mirror, marker, DESKTOP_PATH)) : []
    const lines = [
      ...(tried.outcome === 'scanned' ? proof(scene, marker.like) : failure(scene)),
      ...desktop,
      ...ciLines(inspectCi(project.root)),
      ...skipLines(await readSkips(project.root)),
      ...(mirror.left > 0 ? [note(`${mirror.left} files are not in the copy that was tried: the deepest ones`)] : []),
    ]
    process.stdout.write(`${lines.join('\n')}\n`)
    return tried.outcome === 'scanned' ? EXIT.clean : EXIT.incomplete
  } finally {
    mirror.remove()
  }
}

const paint = painter(wantsColor(process.stdout))
const good = (text: string): string => `${paint('green', '✔')} ${text}`
const wrapped = (text: string): string => wrap(text, textWidth(process.stdout), '  ')
const note = (text: string): string => `${paint('yellow', '!')} ${wrapped(text).trimStart()}`
const mend = (fix: string): string => `    ${paint('cyan', visible(asCalled(fix)))}`

function proof({ project, attempt: { seconds } }: Scene, like: string): string[] {
  const { ways, fix } = unseenWays(project)
  return [
    good('A commit here is scanned.'),
    `  Proof: a made-up ${like},`,
    '  committed in a throw-away copy of this repository,',
    `  was stopped by ${visible(shown(project, hookFile(project)))} (${seconds.toFixed(1)} s).`,
    ...(ways.length > 0 ? [note(`No hook of unleak runs for ${ways.join(', ')}:`), mend(fix)] : []),
  ]
}

const OUTCOMES: Record<Exclude<Attempt['outcome'], 'scanned'>, string> = {
  passed:
    'A commit here is NOT scanned.\n  Proof: a made-up secret was committed in a throw-away copy, and nothing stopped it.',
  refused: 'A commit here is NOT scanned.\n  unleak could not run, so every commit is refused.',
  stopped: 'Not proved: the hook stopped the commit before unleak had seen it.',
  endless: 'Not proved: the hook was stopped before unleak had seen the commit.',
}

const MOST_LINES = 6

function failure(scene: Scene): string[] {
  const { outcome, output } = scene.attempt
  const faults = faultsOf(scene)
  const last = output.trim().split('\n').slice(-MOST_LINES)
  return [
    `${paint('red', '✖')} ${OUTCOMES[outcome as Exclude<Attempt['outcome'], 'scanned'>]}`,
    ...faults.flatMap(({ what, fix }: Fault) => [wrapped(visible(what)), mend(fix)]),
    ...(output.trim() && outcome !== 'passed'
      ? ['  The hook said:', ...last.map((line) => `  | ${visible(line)}`)]
      : []),
    ...(faults.length === 0 && outcome === 'passed'
      ? ['  No known reason explains it. See what git does:', mend('GIT_TRACE=1 git commit')]
      : []),
  ]
}

function skipLines(skips: Skip[]): string[] {
  const last = skips.at(-1)
  if (!last) return []
  const times = skips.length === 1 ? 'once' : `${skips.length} times`
  return [
    note(`A hook was passed over ${times}, last ${visible(`${last.time}: ${last.reason}`)}`),
    mend('unleak audit-log'),
  ]
}

/** What programs that are started from a desktop have, for no profile was read. */
const DESKTOP_PATH = '/usr/bin:/bin:/usr/sbin:/sbin'

async function fromDesktop(commit: () => Promise<Attempt>): Promise<string[]> {
  if (process.platform === 'win32') return []
  const { outcome, output } = await commit()
  // No git on that PATH: such a client brings its own.
  if (outcome === 'scanned' || output === '') return []
  const end = outcome === 'passed' ? 'is NOT scanned' : 'is refused'
  return [
    note(`From a git client on the desktop (PATH=${DESKTOP_PATH}) a commit ${end}: it finds no node.`),
    mend(
      `mkdir -p ~/.config/husky && echo 'export PATH="$PATH:${process.execPath.replace(/\/[^/]*$/, '')}"' >> ~/.config/husky/init.sh   (husky; else start it from a terminal)`,
    ),
  ]
}

function ciLines({ scans, problems, silent }: CiReport): string[] {
  return [
    ...(scans.length > 0 ? [good(`In CI: ${scans.map(visible).join(', ')} runs unleak.`)] : []),
    ...problems.flatMap(({ what, fix }) => [note(visible(what)), mend(fix)]),
    ...(scans.length > 0
      ? []
      : [
          note(
            silent.length > 0
              ? `In CI nothing is scanned: ${silent.join(', ')} runs no unleak.`
              : 'No CI that runs unleak was found.',
          ),
          mend('npx unleak scan --range auto   (recipes: docs/recipes.md)'),
        ]),
  ]
}
