// The real readers of formats: all string values of a text, in its order. Each starts at most one process for many texts.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import vm from 'node:vm'
import { parse as parseToml } from 'smol-toml'
import { parseAllDocuments } from 'yaml'

export type Reader = (texts: string[]) => string[][]

const unmarked = (text: string): string => text.replace(/^\ufeff/, '')
const scalars = (node: unknown): string[] =>
  node !== null && typeof node === 'object'
    ? Object.values(node).flatMap(scalars)
    : typeof node === 'string'
      ? [node]
      : []
const each =
  (read: (text: string) => unknown): Reader =>
  (texts) =>
    texts.map((text) => scalars(read(unmarked(text))))

const output = (command: string, args: string[], input = '', cwd = os.tmpdir()): string =>
  execFileSync(command, args, { input, cwd, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'], maxBuffer: 2 ** 26 })

/** The texts as files of their own, for as long as `work` takes. */
function inFiles<T>(texts: string[], name: string, work: (directory: string, files: string[]) => T): T {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'unleak-formats-'))
  try {
    const files = texts.map((text, index) => {
      const file = path.join(directory, `${index}${name}`)
      writeFileSync(file, text)
      return file
    })
    return work(directory, files)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

/** @param script defines read(file), which gives a list of texts */
const python =
  (script: string): Reader =>
  (texts) =>
    inFiles(texts, '.txt', (_directory, files) => {
      const program = `import json, sys\n${script}\nprint(json.dumps([read(f) for f in json.load(sys.stdin)]))`
      return JSON.parse(output('python3', ['-c', program], JSON.stringify(files))) as string[][]
    })

export const tomllib = python(`
import tomllib
def flat(n):
  if isinstance(n, dict): n = list(n.values())
  return [s for x in n for s in flat(x)] if isinstance(n, list) else [n] if isinstance(n, str) else []
def read(f): return flat(tomllib.loads(open(f, encoding='utf-8-sig', newline='').read()))`)

export const READERS: Record<string, Reader> = {
  // A JavaScript engine reads JSON with comments and trailing commas as well.
  json: each((text) => vm.runInNewContext(`(${text})`)),
  notebook: each((text) => (JSON.parse(text) as { cells: unknown }).cells),
  yaml: each((text) => [parseAllDocuments(text)].flat().map((document) => document.toJS() as unknown)),
  toml: each(parseToml),
  ini: python(`
import configparser
def read(f):
  c = configparser.RawConfigParser(strict=False)
  c.read(f, encoding='utf-8-sig')
  return [v for s in c.sections() for v in c[s].values()]`),
  xml: python(`
import xml.etree.ElementTree as E
def texts(e):
  shown = lambda t: [t] if t and t.strip() else []
  named = any(a in e.attrib for a in ('value', 'connectionString'))
  out = [v for k, v in e.attrib.items() if not (named and k == 'key')] + shown(e.text)
  for c in e: out += texts(c) + shown(c.tail)
  return out
def read(f): return texts(E.parse(f).getroot())`),
  netrc: (texts) =>
    python(`
import netrc
def read(f): return [x for l, a, p in netrc.netrc(f).hosts.values() for x in (l, p)]`)(texts.map(unmarked)),
  npmrc: (texts) => {
    const npm = output('npm', ['root', '-g']).trim()
    const ini = createRequire(path.join(npm, 'npm', 'package.json'))('ini') as { parse: (text: string) => unknown }
    return texts.map((text) => scalars(ini.parse(unmarked(text))))
  },
  gitconfig: (texts) =>
    inFiles(texts, '', (_directory, files) =>
      files.map((file) =>
        output('git', ['config', '-f', file, '-z', '--list'])
          .split('\0')
          .slice(0, -1)
          .map((line) => line.slice(line.indexOf('\n') + 1)),
      ),
    ),
  properties: (texts) =>
    inFiles(texts.map(unmarked), '.properties', (directory, files) => {
      const source = `import java.util.*; import java.io.*; import java.nio.file.*;
class Read { public static void main(String[] files) throws Exception {
  PrintStream out = new PrintStream(System.out, true, "UTF-8");
  for (String file : files) {
    List<String> values = new ArrayList<>();
    Properties p = new Properties() { public Object put(Object k, Object v) { values.add((String) v); return super.put(k, v); } };
    p.load(new InputStreamReader(new FileInputStream(file), "UTF-8"));
    for (String v : values) { out.print(v); out.print('\\0'); }
    out.print('\\1');
  } } }`
      const program = path.join(directory, 'Read.java')
      writeFileSync(program, source)
      const parts = output('java', [program, ...files])
        .split('\x01')
        .slice(0, -1)
      return parts.map((part) => part.split('\0').slice(0, -1))
    }),
  shell: (texts) =>
    inFiles(texts.map(unmarked), '.sh', (directory, files) =>
      files.map((file, index) => {
        const names = [...texts[index]!.matchAll(/\bV\d+(?==)/g)].map(([name]) => name)
        const print = names.map((name) => `"$${name}"`).join(' ')
        const script = `. ${file}; printf '%s\\0' ${print}`
        return output('bash', ['--norc', '-c', script], '', directory).split('\0').slice(0, -1)
      }),
    ),
  hcl: (texts) =>
    texts.map((text) => {
      const names = [...text.matchAll(/^\ufeff?\s*(v\d+)\s*=/gm)].map(([, name]) => name!)
      const unique = [...new Set(names)]
      // Terraform wants a line end behind the last mark of a here-document.
      return inFiles([`${unmarked(text)}\n`], '.tfvars', (directory, [file]) => {
        writeFileSync(path.join(directory, 'm.tf'), unique.map((name) => `variable "${name}" {}\n`).join(''))
        const expression = `jsonencode([${unique.map((name) => `var.${name}`).join(', ')}])`
        const printed = output('terraform', ['console', '-var-file', file!], expression, directory)
        return JSON.parse(JSON.parse(printed) as string) as string[]
      })
    }),
}
