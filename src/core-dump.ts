// Keeps secrets out of the file that a crash leaves behind.
import { writeFileSync } from 'node:fs'

/**
 * From here on a core dump of this process, and of those that it starts, holds no memory: registers and names alone.
 * Linux: https://man7.org/linux/man-pages/man5/core.5.html, "Controlling which mappings are written"; elsewhere a process
 * cannot say so for itself without native code.
 */
export function keepMemoryOutOfCores(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0')
  } catch {
    // No such file: another system, or a kernel without core dumps.
  }
}
