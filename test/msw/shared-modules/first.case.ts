import { test } from '../../../mock/vitest.ts'
import { checkNetwork } from './check-network.ts'

test('first', checkNetwork)
