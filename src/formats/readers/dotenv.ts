// npm's dotenv (18): https://github.com/motdotla/dotenv
import type { Reader } from '../reader.ts'
import { JS, newlines, readLines } from '../dotenv/lines.ts'

export const reader: Reader = {
  describe: "npm's dotenv",
  read: (text) => new Map(readLines(text, JS).map((line) => [line.key, { value: newlines(line) }])),
}
