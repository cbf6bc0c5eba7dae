// How many of the labelled secrets a scanner finds, so that speed is not bought by blindness. The corpus is no part of this
// repository: it lies in ../shared/corpus, or where UNLEAK_CORPUS says.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { secondsOf, unleak } from './contract.ts'
import type { Program } from './contract.ts'
import { PEER_CODES } from './peer-programs.ts'
import type { Peer, Place } from './peer-programs.ts'

/** What takes longer for these few files has no score. */
const MOST_SECONDS = 90

const corpus = path.resolve(process.env['UNLEAK_CORPUS'] ?? '../shared/corpus')

export interface Labelled {
  /** True secrets in the corpus. */
  units: number
  found: number
  /** Reports on lines that people judged to be no secret. */
  falseLabelled: number
}

/** Only what is there can be scored. */
export const hasCorpus = (): boolean => existsSync(path.join(corpus, 'score.mjs'))

export async function labelled(scanners: Peer[]): Promise<Map<string, Labelled>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'unleak-labelled-'))
  const files = path.join(folder, 'files')
  execFileSync(process.execPath, [path.join(corpus, 'unpack.mjs'), files])
  try {
    const scores = new Map<string, Labelled>()
    // Its name tells some of them what to write.
    const report = path.join(folder, 'report.jsonl')
    const found = path.join(folder, 'found.jsonl')
    const score = async (name: string, program: Program, places: (report: string) => Place[]): Promise<void> => {
      if ((await secondsOf(program, PEER_CODES, MOST_SECONDS)) === Number.POSITIVE_INFINITY) return
      const findings = places(readFileSync(report, 'utf8')).map((place) => JSON.stringify(place))
      writeFileSync(found, findings.join('\n'))
      rmSync(report)
      const args = [path.join(corpus, 'score.mjs'), found, '--json', '--files', files]
      scores.set(name, JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Labelled)
    }
    const own = unleak(['scan', '.', '--quiet', '--output', `jsonl=${report}`], files)
    await score('unleak', own, (text) =>
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Place),
    )
    for (const peer of scanners) await score(peer.name, peer.report(files, report), peer.places)
    return scores
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
