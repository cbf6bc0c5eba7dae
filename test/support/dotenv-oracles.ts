// The real readers of .env files, as far as this machine has them. `undefined`: not installed.
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import util from 'node:util'
import { afterAll } from 'vitest'

/** What a real reader says; `undefined` when it refuses the file. */
export type Real = Record<string, string> | undefined
export type Oracle = (texts: string[]) => Real[] | Promise<Real[]>

const require = createRequire(import.meta.url)
const INSTALLED = path.resolve('node_modules/.cache/oracles')
const made: string[] = []
const temporary = (): string => {
  made.push(mkdtempSync(path.join(os.tmpdir(), 'unleak-oracle-')))
  return made.at(-1)!
}
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
})
const strings = (values: object): Real =>
  Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
const refused = (read: () => object): Real => {
  try {
    return strings(read())
  } catch {
    return undefined
  }
}

/** A program that answers each JSON string on a line with `{"values": {}}` or `{"error": ""}`. */
const lines =
  (command: string, ...args: string[]): Oracle =>
  (texts) => {
    const input = texts.map((text) => `${JSON.stringify(text)}\n`).join('')
    const options = { input, env: {}, encoding: 'utf8', cwd: temporary(), maxBuffer: 1 << 28 } as const
    const answers = execFileSync(command, args, { ...options, stdio: ['pipe', 'pipe', 'ignore'] })
      .trim()
      .split('\n')
    return answers.map((line) => {
      const { values } = JSON.parse(line) as { values?: object }
      return values && strings(values)
    })
  }

const PYTHON = `
import io, json, sys, logging
logging.disable(logging.CRITICAL)
from dotenv import dotenv_values
for line in sys.stdin:
    print(json.dumps({"values": dotenv_values(stream=io.StringIO(json.loads(line), newline=None))}))
`
const EACH_FILE = `
import json, os, sys, tempfile, logging
logging.disable(logging.CRITICAL)
FILE = os.path.join(tempfile.mkdtemp(), '.env')
def answer(read):
    for line in sys.stdin:
        with open(FILE, 'w', encoding='utf-8', newline='') as file: file.write(json.loads(line))
        try: print(json.dumps({"values": read(FILE)}))
        except Exception: print(json.dumps({"error": ""}))
`
const ENVIRON = `${EACH_FILE}
import environ
def read(file):
    environ.Env.ENVIRON = {}
    environ.Env.read_env(file)
    env = environ.Env()
    found = {}
    for key in list(env.ENVIRON):
        try: found[key] = env(key)
        except Exception: pass
    return found
answer(read)
`
const DECOUPLE = `${EACH_FILE}
import decouple
answer(lambda file: decouple.RepositoryEnv(file).data)
`
const RUBY = `
require "dotenv"
require "json"
ENV.clear
Encoding.default_external = "UTF-8"
STDIN.each_line do |line|
  begin
    puts JSON.generate({values: Dotenv::Parser.call(JSON.parse("[" + line + "]")[0].delete_prefix("\\uFEFF"))})
  rescue SyntaxError, StandardError
    puts '{"error": ""}'
  end
end
`

function bash(texts: string[]): Real[] {
  const directory = temporary()
  return texts.map((text) => {
    writeFileSync(path.join(directory, 'file'), text)
    // No PATH: what the file would run is not found.
    const script = 'set -a; . ./file >/dev/null 2>&1; /usr/bin/env -0'
    const { stdout } = spawnSync('/bin/bash', ['--norc', '-c', script], {
      cwd: directory,
      env: { PATH: '' },
      encoding: 'utf8',
      timeout: 5000,
    })
    const own = new Set(['PATH', 'PWD', 'SHLVL', '_', 'OLDPWD'])
    const pairs = stdout.split('\0').filter((pair) => pair.includes('='))
    return Object.fromEntries(
      pairs
        .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const)
        .filter(([key]) => !own.has(key)),
    )
  })
}

const GENERATOR = '/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator'

/** It prints values as the strings of C, in quotes or not. */
const unescape = (text: string): string =>
  Buffer.from(
    text.replace(
      /\\(?:([abfnrtv\\"'s$`])|x([0-9a-f]{2})|([0-7]{3}))|[^\x00-\x7F]+/g,
      (all, char?: string, hex?: string, octal?: string) => {
        if (char) return { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', s: ' ' }[char] ?? char
        if (hex ?? octal) return String.fromCodePoint(Number.parseInt((hex ?? octal) as string, hex ? 16 : 8))
        return Buffer.from(all).toString('latin1')
      },
    ),
    'latin1',
  ).toString()

function systemd(texts: string[]): Real[] {
  const home = temporary()
  mkdirSync(path.join(home, 'environment.d'))
  const run = (text: string): Record<string, string> => {
    writeFileSync(path.join(home, 'environment.d/a.conf'), text)
    const { stdout } = spawnSync(GENERATOR, [], { env: { XDG_CONFIG_HOME: home }, encoding: 'utf8' })
    return Object.fromEntries(
      Array.from(stdout.matchAll(/^([^=\n]+)=("?)([^\n]*)\2$/gm), ([, key, , value]) => [
        key as string,
        unescape(value as string),
      ]),
    )
  }
  const base = run('')
  return texts.map((text) => Object.fromEntries(Object.entries(run(text)).filter(([key]) => !(key in base))))
}

/** The real client talks to a server of ours, which keeps what it was asked to create. */
async function docker(texts: string[]): Promise<Real[]> {
  const directory = temporary()
  const socket = path.join(directory, 's')
  let asked: string[] | undefined
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    if (request.url?.includes('/containers/create'))
      asked = (JSON.parse(Buffer.concat(parts).toString()) as { Env: string[] | null }).Env ?? []
    response.setHeader('Api-Version', '1.43')
    response.writeHead(request.url?.includes('/_ping') ? 200 : 400, { 'Content-Type': 'application/json' })
    response.end('{"message":"kept"}')
  }).listen(socket)
  const found: Real[] = []
  for (const text of texts) {
    asked = undefined
    writeFileSync(path.join(directory, 'file'), text)
    const args = ['-H', `unix://${socket}`, 'create', '--env-file', path.join(directory, 'file'), 'image']
    const client = spawn('docker', args, { env: { PATH: process.env['PATH'], HOME: directory }, stdio: 'ignore' })
    await new Promise((resolve) => client.on('close', resolve))
    const pairs = asked as string[] | undefined
    found.push(
      pairs &&
        Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)])),
    )
  }
  server.close()
  return found
}

const runs = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0
const python = path.join(INSTALLED, 'venv/bin/python')
const hasModule = (name: string): boolean => existsSync(python) && runs(python, '-c', `import ${name}`)
const compose = path.join(INSTALLED, 'compose-read')
const expand = (text: string): object => {
  const parsed = (require('dotenv') as typeof import('dotenv')).parse(text)
  return (require('dotenv-expand') as typeof import('dotenv-expand')).expand({ parsed, processEnv: {} })
    .parsed as object
}
const dotenvx = (text: string): object =>
  (require('@dotenvx/primitives') as { parseSync: (text: string, o: object) => { parsed: object } }).parseSync(text, {
    processEnv: {},
  }).parsed

/** By the names of src/formats/readers. */
export const oracles: Record<string, Oracle | undefined> = {
  dotenv: (texts) => texts.map((text) => refused(() => (require('dotenv') as typeof import('dotenv')).parse(text))),
  'dotenv-expand': (texts) => texts.map((text) => refused(() => expand(text))),
  dotenvx: (texts) => texts.map((text) => refused(() => dotenvx(text))),
  node: (texts) => texts.map((text) => refused(() => util.parseEnv(text))),
  'python-dotenv': existsSync(python) ? lines(python, '-I', '-c', PYTHON) : undefined,
  'django-environ': hasModule('environ') ? lines(python, '-I', '-c', ENVIRON) : undefined,
  'python-decouple': hasModule('decouple') ? lines(python, '-I', '-c', DECOUPLE) : undefined,
  ruby: runs('ruby', '-e', 'require "dotenv"') ? lines('ruby', '-e', RUBY) : undefined,
  compose: existsSync(compose) ? lines(compose) : undefined,
  docker: runs('docker', '--version') ? docker : undefined,
  bash: existsSync('/bin/bash') && existsSync('/usr/bin/env') ? bash : undefined,
  systemd: existsSync(GENERATOR) ? systemd : undefined,
}
