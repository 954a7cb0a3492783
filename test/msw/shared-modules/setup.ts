import { bindNetwork } from '../../../mock/vitest.ts'

bindNetwork()
