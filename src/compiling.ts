// For scans of more than a few files: V8 compiles less. Otherwise a third of the work of a scan is compiling: functions that run no
// more than that, and some of them eight times, grown by what was inlined into them. It changes nothing but time.

/** Files or blobs; fewer are scanned before V8 compiles much. */
export const MUCH_FROM = 100

/** What V8 takes: a flag, our value, and what V8 begins with; https://github.com/v8/v8/blob/main/src/flags/flag-definitions.h */
type Flag = [name: string, ours: number, usual: number]

/** Bytes of bytecode that may be inlined into a function, all in all. */
const INLINED: Flag = ['max-inlined-bytecode-size-cumulative', 300, 920]
/** Calls of a function after which it is compiled for speed. */
const calls = (usual: number): Flag => ['invocation-count-for-turbofan', 30_000, usual]

/** By the major version of Node: these were measured, and know the flags. */
const FLAGS: Record<string, Flag[]> = {
  // Bytes of bytecode that a function has run before it is looked at.
  20: [INLINED, ['interrupt-budget', 10 * 67_584, 67_584]],
  22: [INLINED, calls(3000)],
  // Another compiler stands in between: with it they begin with more than they print.
  24: [INLINED, calls(10_000)],
}

let isSet = false

/** For the rest of this process: programs of our own call it, the library never. */
export function compileLess(): void {
  const flags = FLAGS[Number.parseInt(process.versions.node, 10)]
  if (!flags || isSet) return
  isSet = true
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  for (const [name, ours] of flags) setFlagsFromString(`--${name}=${ours}`)
  // What is kept for the next start (bin/unleak.js) is good only with the flags of a start.
  process.prependOnceListener('exit', () => {
    for (const [name, , usual] of flags) setFlagsFromString(`--${name}=${usual}`)
  })
}
