// Refuses YAML that nests too deeply, before the parser builds it: `- ` 100 000 times makes yaml 2.9 exhaust the memory.
import { Lexer } from 'yaml'
import { checkDepth } from './source-text.ts'

/** @throws FormatError */
export function checkYamlDepth(text: string): void {
  checkIndents(text)
  let offset = 0
  let flow = 0
  let marks = 0
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++
    else if ((token === ']' || token === '}') && flow > 0) flow--
    else if (token === '-' || token === '?') marks++
    else if (token === '\n' || token === '\r\n') marks = 0
    checkDepth(text, flow + marks, offset)
    offset += token.length
  }
}

/** A block inside a block is indented more. */
function checkIndents(text: string): void {
  const indents: number[] = []
  for (const { index, 1: blanks } of text.matchAll(/^( *)[^ \r\n]/gm)) {
    const indent = blanks!.length
    while (indents.length > 0 && indents.at(-1)! >= indent) indents.pop()
    indents.push(indent)
    checkDepth(text, indents.length, index)
  }
}
