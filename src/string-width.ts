// Takes the place of the package string-width in our build: yargs asks it for every word of a help text, even where nobody
// sees the text, and its tables of emoji cost each command 60 ms.
import { stripVTControlCharacters } from 'node:util'

/** Columns of a text. Ours have no wide characters (a test of the reference proves it). */
export default (text: string): number => stripVTControlCharacters(text).length
