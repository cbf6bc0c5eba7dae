// npm's dotenv-expand (1000), also in Vite and Next: it expands in every kind of quotes, and runs `$(...)`.
import type { Reader } from '../reader.ts'
import { expandJs } from '../dotenv/dollar.ts'
import { JS, newlines, readLines } from '../dotenv/lines.ts'

export const reader: Reader = {
  describe: "npm's dotenv with dotenv-expand: Vite, Next",
  read: (text) => new Map(readLines(text, JS).map((line) => [line.key, expandJs(newlines(line))])),
}
