// What a file of another scanner is to us: a list of findings that somebody has looked at. One file in src/peers/kinds.
import type { Finding } from '../types.ts'

export interface PlacedFinding {
  finding: Finding
  /** From the directory of the peer's file; `/` between parts. */
  path: string
}

/** Which findings of a scan the file names. */
export type Names = (placed: PlacedFinding[]) => Set<Finding>

export interface PeerFile {
  /** Names that it has, in the top directory of a repository. */
  files: string[]
  tool: string
  /** @returns nothing when the text is not of its format. */
  read: (text: string) => Names | undefined
}
