// Which programs read the project's .env files: as configured, or as its files tell.
import { explainReaders } from '../formats/guess-readers.ts'
import type { Project } from './targets.ts'
import { decodeText } from './text.ts'

export interface ProjectReaders {
  /** Names in src/formats/readers. */
  names: string[]
  /** Why these, for people. */
  why: string[]
}

/** Files that tell nothing of how `.env` is read: code and data. */
const TELLING =
  /(?:^|\/)(?:package\.json|requirements[^/]*\.txt|pyproject\.toml|Pipfile|Gemfile|[^/]*compose[^/]*\.ya?ml|Dockerfile[^/]*|Makefile|[^/]*\.(?:sh|service)|vite\.config\.\w+|next\.config\.\w+)$/
const LARGEST = 2 ** 20

export async function readersOf(project: Project): Promise<ProjectReaders> {
  const { readers } = project.config
  if (readers) return { names: readers, why: ['the configuration names them'] }
  const files: { path: string; text: string }[] = []
  for await (const { path, bytes } of project.files()) {
    const text = TELLING.test(path) && bytes.length <= LARGEST ? decodeText(bytes) : undefined
    if (text !== undefined) files.push({ path, text })
  }
  const guessed = explainReaders(files)
  return {
    names: guessed.map(({ reader }) => reader),
    why: guessed.map(({ reader, reason }) => `${reader}: ${reason}`),
  }
}
