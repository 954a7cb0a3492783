/** As `workflows.test.ts`: the other systems, and servers with other broken rules. */
import { failsWorkflows, followsWorkflows, type Mutable } from './follow-workflows.ts'

followsWorkflows([
  ['account-keys', 'rotate-without-downtime', 'replace-a-lost-key'],
  ['user-keys', 'rotate-without-downtime', 'replace-a-lost-key', 'pause-an-integration'],
  ['store-admin', 'rotate-without-downtime', 'replace-a-lost-key', 'clear-the-catalogue'],
  ['warehouse', 'rotate-without-downtime', 'replace-a-lost-key', 'hit-the-limit'],
  ['secret-keys', 'replace-a-lost-key', 'hit-the-limit'],
])

const key = (contract: Mutable) => contract.resources.ApiKey
const operation = (contract: Mutable, id: string) => contract.operations.find((one: Mutable) => one.id === id)

failsWorkflows([
  [
    'standard',
    'hit-the-limit',
    'a limit of 4 instead of 5',
    c => {
      key(c).limits[0].max = 4
    },
  ],
  [
    'warehouse',
    'rotate-without-downtime',
    'revoked keys work',
    c => {
      c.schemes.apiKey.accepts.push('revoked')
    },
  ],
  [
    'secret-keys',
    'replace-a-lost-key',
    'revoked keys work',
    c => {
      c.schemes.apiKey.accepts.push('revoked')
    },
  ],
  [
    'standard',
    'rotate-with-grace',
    'the old key of a rotation still works',
    c => {
      operation(c, 'rotateApiKey').rotate.retire = 'pause'
      c.schemes.apiKey.accepts.push('paused')
    },
  ],
  [
    'user-keys',
    'pause-an-integration',
    'paused keys work',
    c => {
      c.schemes.apiKey.accepts.push('paused')
    },
  ],
  [
    'store-admin',
    'clear-the-catalogue',
    'clearing without a window',
    c => {
      operation(c, 'clearProducts').window = undefined
    },
  ],
])
