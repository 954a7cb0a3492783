import { expect, test } from 'vitest'
import { SITE } from '../../../docs/build/paths.ts'
import { packSite } from '../../../mock/server/site.ts'

test('the site takes at most 1.05 MB in the package', () => {
  expect(packSite(SITE).length).toBeLessThanOrEqual(1_050_000)
})
