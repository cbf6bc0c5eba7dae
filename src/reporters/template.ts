// The user's own layout, --template FILE: see src/report-template.ts.
import { templateData } from '../report-template-data.ts'
import type { Reporter } from '../reporter.ts'

export const reporter: Reporter = {
  describe: 'your own layout: --template FILE, in Liquid',
  render: (result, context) => context.template!(templateData(result, context)),
}
