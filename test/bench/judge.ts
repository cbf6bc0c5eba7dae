// What share of a scan the judge of generic secrets takes: npx tsx test/bench/judge.ts DIRECTORY [MB]
// The same files are scanned with all rules and with all but the judge's, in turns; CPU time, the least of the rounds.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import fastGlob from 'fast-glob'
import { createMatcher } from '../../src/detect/matcher.ts'
import { compileRules } from '../../src/rules/compile.ts'
import { decode } from '../../src/sources/encoding.ts'
import type { Reading } from '../../src/types.ts'
import { readAllRules } from '../../scripts/rule-files.ts'

const ROUNDS = 7
const SLICE = 2 ** 21
const [directory = 'node_modules', most = '60'] = process.argv.slice(2)

interface File extends Reading {
  path: string
}

/** Every so many files, so that all packages count. */
function readFiles(): File[] {
  const all = fastGlob.sync('**/*', { cwd: directory, onlyFiles: true, dot: true }).toSorted()
  const files: File[] = []
  let left = Number(most) * 2 ** 20
  // Steps of a prime: the order of the names tells nothing of the content.
  for (let i = 0; i < all.length && left > 0; i++) {
    const file = all[(i * 7919) % all.length]!
    const reading = decode(readFileSync(path.join(directory, file)))
    left -= reading.bytes.length
    files.push({ ...reading, path: file })
  }
  return files
}

const files = readFiles()
const rules = (await readAllRules()).flatMap((file) => file.rules)
const [withJudge, without] = [rules, rules.filter(({ detector }) => detector !== 'assignment')].map((some) =>
  createMatcher(compileRules(some)),
) as [ReturnType<typeof createMatcher>, ReturnType<typeof createMatcher>]

/** Turns are short, so that a noisy neighbour disturbs both alike; of each part the least time counts. */
function slicesOf(all: File[]): File[][] {
  const slices: File[][] = [[]]
  let size = 0
  for (const file of all) {
    if (size > SLICE) {
      slices.push([])
      size = 0
    }
    slices.at(-1)!.push(file)
    size += file.bytes.length
  }
  return slices
}

function secondsOf(matcher: typeof withJudge, slice: File[]): number {
  const start = process.cpuUsage()
  for (const { bytes, binary, path: name } of slice) matcher(bytes, { binary, path: name })
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

let [all, rest] = [0, 0]
for (const slice of slicesOf(files)) {
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, matcher] of [withJudge, without].entries()) least[i] = Math.min(least[i]!, secondsOf(matcher, slice))
  }
  all += least[0]!
  rest += least[1]!
}
const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
console.log(
  `${files.length} files, ${(bytes / 2 ** 20).toFixed(1)} MB: ${all.toFixed(3)} s of CPU with the judge, ${rest.toFixed(3)} s without: its share is ${((100 * (all - rest)) / all).toFixed(1)} %`,
)
