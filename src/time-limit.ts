// Interrupts work that takes too long, in this thread: V8 stops even a running regular expression (node:vm, `timeout`).
import vm from 'node:vm'
import { TooSlowError } from './errors.ts'

/** The task itself cannot be passed to a script, so it waits here. */
const SLOT = Symbol.for('unleak.task')
const holder = globalThis as unknown as Record<symbol, (() => unknown) | undefined>
/** Most hooks never need it. */
let script: vm.Script | undefined

/** @param what names the work when it was too slow. @throws TooSlowError after `milliseconds` */
export function withTimeLimit<T>(milliseconds: number, what: () => string, task: () => T): T {
  holder[SLOT] = task
  script ??= new vm.Script('globalThis[Symbol.for("unleak.task")]()')
  try {
    return script.runInThisContext({ timeout: Math.ceil(milliseconds) }) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw new TooSlowError(what())
    throw error
  } finally {
    holder[SLOT] = undefined
  }
}
