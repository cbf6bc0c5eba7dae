// Which programs read the project's .env files: as configured, or as its files tell.
import { guessReaders } from '../formats/guess-readers.ts'
import type { Project } from './targets.ts'
import { decodeText } from './text.ts'

/** Files that tell how `.env` is read: neither code nor data. */
const TELLING =
  /(?:^|\/)(?:package\.json|requirements[^/]*\.txt|pyproject\.toml|Pipfile|Gemfile|[^/]*compose[^/]*\.ya?ml|Dockerfile[^/]*|Makefile|[^/]*\.(?:sh|service)|vite\.config\.\w+|next\.config\.\w+)$/
const LARGEST = 2 ** 20

/** @returns names in src/formats/readers */
export async function readersOf(project: Pick<Project, 'config' | 'files'>): Promise<string[]> {
  const { readers } = project.config
  if (readers) return readers
  const files: { path: string; text: string }[] = []
  for await (const { path, bytes } of project.files((name) => TELLING.test(name))) {
    const text = bytes.length <= LARGEST ? decodeText(bytes) : undefined
    if (text !== undefined) files.push({ path, text })
  }
  return [...guessReaders(files)]
}
