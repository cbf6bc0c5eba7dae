// What a file of src/cli gives: one command, added to the command line.
import type { Argv } from 'yargs'

/** Adds one command. Its work is imported only when it is called; `exit` takes the exit code. */
export type Command = (yargs: Argv, exit: (code: number) => void) => Argv

/** yargs drops a lone dash among the positional arguments, and a scan of standard input would become one of the directory. */
export const STDIN = '(standard input)'
