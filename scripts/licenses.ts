// The licences of the packages whose code a bundle holds, as its module graph tells: most of them ask that their text goes with it.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface Licensed {
  name: string
  version: string
  license: string
  text: string
}

const IN_PACKAGE = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/
/** The bundler's own code between the modules. */
const RUNTIME = /^\0rolldown\//

/**
 * Sorted by name, each version once.
 * @param modules ids of the modules in the bundle
 * @throws when a package has no text of its licence
 */
export function licensesOf(modules: Iterable<string>): Licensed[] {
  const folders = new Set<string>()
  for (const id of modules) {
    const folder = RUNTIME.test(id) ? path.resolve('node_modules/rolldown') : IN_PACKAGE.exec(id)?.[1]
    if (folder !== undefined) folders.add(folder)
  }
  const all = new Map([...folders].map((folder) => licenseIn(folder)).map((one) => [`${one.name}@${one.version}`, one]))
  return [...all.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function licenseIn(folder: string): Licensed {
  const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Omit<Licensed, 'text'>
  const file = readdirSync(folder).find((name) => /^(?:licen[cs]e|copying)(?:[.-]|$)/i.test(name))
  if (file === undefined) throw new Error(`${about.name} has no text of its licence`)
  return { ...about, text: readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim() }
}

/** For people, and for `dist/licenses.txt`. */
export const licensesText = (all: Licensed[]): string =>
  all
    .map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`)
    .join(`\n${'-'.repeat(78)}\n\n`)
