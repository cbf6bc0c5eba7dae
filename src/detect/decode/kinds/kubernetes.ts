// The data of Kubernetes Secrets, in YAML and JSON: each value is base64, and is judged under its name. https://kubernetes.io/docs/concepts/configuration/secret/
import { latin1 } from '../../bytes.ts'
import type { Decoded, Encoding } from '../contract.ts'
import { base64At } from './base64.ts'

/** Bytes on either side of `kind: Secret` that may belong to its document. */
const LONGEST_DOCUMENT = 1 << 18
/** Names of what is no secret, whatever its Secret says. A URL may hold one, which is found by its form. */
const NO_SECRET =
  /(?:\.crt|user|host|port|database|name|email|ur[il]|endpoint|server|address|region|bucket|path|version|mode|level|enabled|zone|namespace|arn|issuer)$/i
const VALUE = String.raw`(?<quote>["']?)(?<value>[A-Za-z0-9+/]{4,}={0,2})\k<quote>`
const NAME = String.raw`["']?(?<name>[\w.-]{1,253})["']?`
const BLOCK = /^(?<indent>[ \t]*)(?:- )?data:[ \t]*(?:#.*)?\r?$/gm
const LINE = new RegExp(
  String.raw`^(?<indent>[ \t]*)${NAME}:[ \t]*(?:${VALUE}|(?<block>[|>][-+]?))?[ \t]*(?:#.*)?\r?$`,
  'd',
)
const MEMBERS = /["']?\bdata["']?[ \t]{0,8}:\s{0,80}\{(?<members>[^{}]*)\}/dg
const MEMBER = new RegExp(String.raw`${NAME}\s{0,80}:\s{0,80}${VALUE}`, 'dg')

export const encoding: Encoding = {
  find(bytes, { manifests }) {
    const found: Decoded[] = []
    let free = 0
    for (const at of manifests) {
      if (at < free) continue
      const from = Math.max(free, at - LONGEST_DOCUMENT)
      const text = latin1(bytes, from, Math.min(bytes.length, at + LONGEST_DOCUMENT))
      const begin = text.lastIndexOf('\n---', at - from) + 1
      const next = text.indexOf('\n---', at - from)
      const document = text.slice(begin, next === -1 ? undefined : next)
      for (const [name, start, end] of [...yamlValues(document), ...jsonValues(document)])
        found.push(declared(name, base64At(bytes, from + begin + start, from + begin + end)))
      free = from + begin + document.length
    }
    return found
  },
}

type Place = [name: string, start: number, end: number]

function* yamlValues(document: string): Generator<Place> {
  for (const block of document.matchAll(BLOCK)) {
    const depth = block.groups!['indent']!.length
    let at = block.index + block[0].length + 1
    /** The value in several lines that goes on. */
    let open: { name: string; depth: number; start: number; end: number } | undefined
    for (let end = 0; at < document.length; at = end + 1) {
      end = document.indexOf('\n', at)
      if (end === -1) end = document.length
      const line = document.slice(at, end)
      if (/^\s*(?:#.*)?$/.test(line)) continue
      const own = line.search(/[^ \t]/)
      if (own <= depth) break
      if (open && own > open.depth) {
        if (open.start === -1) open.start = at + own
        open.end = at + line.trimEnd().length
        continue
      }
      if (open && open.start !== -1) yield [open.name, open.start, open.end]
      open = undefined
      const match = LINE.exec(line)
      if (!match) continue
      const { name, block: style } = match.groups!
      const [start, stop] = match.indices!.groups!['value'] ?? []
      if (start !== undefined) yield [name!, at + start, at + stop!]
      else if (style !== undefined) open = { name: name!, depth: own, start: -1, end: -1 }
    }
    if (open && open.start !== -1) yield [open.name, open.start, open.end]
  }
}

function* jsonValues(document: string): Generator<Place> {
  for (const { groups, indices } of document.matchAll(MEMBERS)) {
    const begin = indices!.groups!['members']![0]
    for (const member of groups!['members']!.matchAll(MEMBER)) {
      const [start, end] = member.indices!.groups!['value']!
      yield [member.groups!['name']!, begin + start, begin + end]
    }
  }
}

/** One line reads as `name: "value"`, so that rules for names see it; more of them are a file of their own. */
function declared(name: string, value: Decoded): Decoded {
  if (NO_SECRET.test(name)) return { ...value, claimed: true }
  const line = latin1(value.bytes, 0, value.bytes.length)
  const quote = ['"', "'", '`'].find((mark) => !line.includes(mark))
  const end = line.trimEnd().length
  if (quote === undefined || line.endsWith('\\') || /[\r\n]/.test(line.slice(0, end))) return value
  const head = `${name}: ${quote}`
  const bytes = new Uint8Array(head.length + end + 1)
  for (let i = 0; i < head.length; i++) bytes[i] = head.charCodeAt(i)
  bytes.set(value.bytes.subarray(0, end), head.length)
  bytes[bytes.length - 1] = quote.charCodeAt(0)
  const inside = (at: number): number => Math.min(end, Math.max(0, at - head.length))
  return {
    ...value,
    bytes,
    origin: (from, to) => value.origin(inside(from), inside(to)),
    claimed: true,
    declared: { name, value: line.slice(0, end), start: head.length },
  }
}
