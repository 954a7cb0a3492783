/** Redocly runs the workflows of a server. `workflows-systems.test.ts` has the other systems and rules. */
import { failsWorkflows, followsWorkflows } from './follow-workflows.ts'

followsWorkflows([
  [
    'standard',
    'rotate-without-downtime',
    'rotate-with-grace',
    'replace-a-lost-key',
    'hit-the-limit',
    'pause-an-integration',
    'clear-the-catalogue',
  ],
])

failsWorkflows([
  [
    'secret-keys',
    'hit-the-limit',
    'a limit of 2 instead of 1',
    contract => {
      contract.resources.ApiKey.limits[0].max = 2
    },
  ],
])
