// What is to be decided: the findings of a scan that nothing permits yet, each value once, with what helps to decide.
import { applyBaseline } from '../baseline.ts'
import { guessesIn } from '../explain-guess.ts'
import { hideByPeers } from '../peers/hide.ts'
import { scan } from '../pipeline.ts'
import { startProgress } from '../progress.ts'
import type { Project } from '../project.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { Scopes } from '../scopes.ts'
import { filesSource } from '../sources/files.ts'
import { historySource } from '../sources/history.ts'
import { markInHead } from '../sources/in-head.ts'
import type { Exempts } from '../sources/moves.ts'
import { topOf } from '../sources/repository.ts'
import { stagedSource } from '../sources/staged.ts'
import { painter, textWidth, wantsColor } from '../terminal.ts'
import type { ScanResult, Skipped } from '../types.ts'
import type { Source, SourceItem } from '../source.ts'
import { contextIn } from './context.ts'
import { groupsOf } from './group.ts'
import type { Group } from './group.ts'

export type AuditMode = 'files' | 'staged' | 'history'

export interface Collected {
  groups: Group[]
  skipped: Skipped[]
  /** What the findings' paths are relative to. */
  base: string
}

/** @throws UserError as a scan does */
export async function collect(mode: AuditMode, { cwd, config, cascade }: Project): Promise<Collected> {
  const base = mode === 'files' ? cwd : await topOf(cwd)
  const matcher = await resolveMatcher(config, base)
  const scopes = new Scopes({ ...cascade, base, here: { config, matcher } })
  const { source, total } = await open(mode, scopes, cwd)
  const all: ScanResult = { findings: [], baselined: [], skipped: [], files: 0, bytes: 0 }
  const shown = new Map<string, Pick<Group, 'context' | 'guess'>>()
  const look = { paint: painter(wantsColor(process.stderr)), width: textWidth(process.stderr), most: 3 }
  const progress = startProgress(total)
  try {
    for await (const item of source) {
      const { findings, skipped, files, bytes } = await scan({ source: only(item), scopes, matcher, config, base })
      all.findings.push(...findings)
      all.skipped.push(...skipped)
      progress.update({ files: (all.files += files), bytes: (all.bytes += bytes) })
      const fresh = findings.filter(({ fingerprint }) => !shown.has(fingerprint))
      if (fresh.length === 0 || !('bytes' in item)) continue
      const contextOf = contextIn(
        item,
        matcher(item.bytes, { binary: item.binary, path: item.path, onTooSlow: () => {} }),
      )
      let guessesOn: ((line: number) => string[]) | undefined
      for (const { rule, line, fingerprint, ...finding } of fresh) {
        const guess = rule === 'generic-secret' ? (guessesOn ??= guessesIn(item, config, look))(line) : []
        shown.set(fingerprint, { context: contextOf({ rule, line, fingerprint, ...finding }), guess })
      }
    }
  } finally {
    progress.stop()
  }
  if (mode === 'history') await markInHead(all.findings, config.maxFileSize, cwd)
  await applyBaseline(all, { config, scopes, base })
  for (const line of await hideByPeers(all, { config, base })) process.stderr.write(`${line}\n`)
  return { groups: await groupsOf(all.findings, shown, scopes), skipped: all.skipped, base }
}

async function open(
  mode: AuditMode,
  scopes: Scopes,
  cwd: string,
): Promise<{ source: Source; total?: number | undefined }> {
  const bytes = scopes.here.config.maxFileSize
  if (mode === 'files') return filesSource(['.'], bytes, cwd)
  const exempts: Exempts = (path) => scopes.exempts(path)
  return {
    source:
      mode === 'staged' ? stagedSource({ bytes }, { cwd, exempts }) : await historySource(bytes, cwd, { exempts }),
  }
}

async function* only(item: SourceItem): Source {
  yield item
}
