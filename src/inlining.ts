// For long scans: V8 inlines less. Otherwise a quarter of the work of one processor is compiling functions that have grown by what was inlined
// into them, some of them eight times. It changes nothing but time: a tree takes 0.86 of it with Node 20, 0.92 with 22 and 24.

/** Files or blobs; fewer are scanned before V8 compiles much. */
export const MUCH_FROM = 300

/** With these versions of Node it was measured, and they know the flag. */
const MEASURED = /^v(?:20|22|24)\./
/** Bytes of bytecode that may be inlined into a function, all in all; what V8 begins with; https://github.com/v8/v8/blob/main/src/flags/flag-definitions.h */
const FLAG = '--max-inlined-bytecode-size-cumulative'
const [FEWER, USUAL] = [300, 920]

/** For the rest of this process: programs of our own call it, the library never. */
export function inlineLess(): void {
  if (!MEASURED.test(process.version)) return
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString(`${FLAG}=${FEWER}`)
  // What is kept for the next start (bin/unleak.js) is good only with the flags of a start.
  process.prependOnceListener('exit', () => setFlagsFromString(`${FLAG}=${USUAL}`))
}
