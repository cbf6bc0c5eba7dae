// Fingerprints of gitleaks, `[commit:]file:rule:line`, one a line. https://github.com/gitleaks/gitleaks#gitleaksignore
import type { PeerFile, PlacedFinding } from '../contract.ts'

/** Read from the right: a path may hold colons. Gitleaks 8.26 cut the commit from 40 digits to 7. */
const FINGERPRINT = /^(?:([0-9a-f]{7,40}):)?(.+):[^:]+:(\d+)$/

interface Entry {
  /** Its beginning at least. Left out: in every commit, and in the tree. */
  commit: string | undefined
}

export const peerFile: PeerFile = {
  files: ['.gitleaksignore', '.betterleaksignore'],
  tool: 'gitleaks',
  read(text) {
    const byPlace = new Map<string, Entry[]>()
    for (const line of text.split('\n')) {
      const [, commit, path, number] = FINGERPRINT.exec(line.trim().replaceAll('\\', '/')) ?? []
      if (path === undefined || line.startsWith('#')) continue
      const place = `${path.replace(/^\.\//, '')}:${number}`
      byPlace.set(place, [...(byPlace.get(place) ?? []), { commit }])
    }
    return (placed) => new Set([...groups(placed)].flatMap(([place, group]) => (isNamed(place, group) ? group : [])))

    /** Rules have other names there, so any rule does; but a line with more secrets than entries has a new one. */
    function isNamed(place: string, group: PlacedFinding['finding'][]): boolean {
      const { commit } = group[0]!
      const entries = (byPlace.get(place.slice(place.indexOf('\0') + 1)) ?? []).filter(
        (entry) => entry.commit === undefined || commit?.startsWith(entry.commit),
      )
      return group.length <= entries.length
    }
  },
}

/** Findings of one line in one commit. */
function groups(placed: PlacedFinding[]): Map<string, PlacedFinding['finding'][]> {
  const found = new Map<string, PlacedFinding['finding'][]>()
  for (const { finding, path } of placed) {
    const key = `${finding.commit ?? ''}\0${path}:${finding.line}`
    found.set(key, [...(found.get(key) ?? []), finding])
  }
  return found
}
