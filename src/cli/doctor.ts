// What may be typed after `unleak doctor`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'doctor',
    'Prove that a commit here would be scanned, or tell what is wrong; looks at CI too',
    (y) =>
      y.epilogue(
        'It runs the hook of the repository, as a commit does, in a throw-away copy.\nExit codes: 0 a commit is scanned, 3 it is not, 2 usage or configuration.',
      ),
    async () => {
      const { doctorCommand } = await import('../commands/doctor.ts')
      exit(await doctorCommand(process.cwd()))
    },
  )
