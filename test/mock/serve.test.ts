import { expect, test } from 'vitest'
import { createMock } from '../../mock/index.ts'
import { serve } from '../../mock/node.ts'

test.each([-1, 65536, 1.5, Number.NaN, 'http'])('an invalid port is rejected: %s', async port => {
  await expect(serve(createMock(), { port: port as number })).rejects.toThrow(/port/)
})
