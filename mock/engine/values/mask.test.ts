import { describe, expect, test } from 'vitest'
import { maskPath, maskSecrets } from './mask.ts'
import { SeededRandom } from './random.ts'
import { mintSecret } from './secret.ts'

const secret = mintSecret('lk_live', new SeededRandom(3), 1)
const masked = `lk_live_****${secret.slice(-4)}`
const encoded = [...secret].map(character => `%${character.charCodeAt(0).toString(16)}`).join('')

describe('maskSecrets', () => {
  test.each([
    ['a secret', secret, masked],
    ['two secrets', `${secret} ${secret}`, `${masked} ${masked}`],
    ['a secret within other text', `/x/${secret}/y?z=${secret}`, `/x/${masked}/y?z=${masked}`],
    ['a secret with another prefix', secret.replace('lk_live', 'hc'), masked.replace('lk_live', 'hc')],
    ['a secret without its last characters', secret.slice(0, -6), `lk_live_****${secret.slice(-10, -6)}`],
    ['a secret without its prefix', secret.slice(8), `****${secret.slice(-4)}`],
  ])('keeps the last four characters of %s', (_, text, expected) => {
    expect(maskSecrets(text)).toBe(expected)
  })

  test.each(['', 'key_4mXr0tQ7bVn2Lc8Y', 'a_name_of_many_words_that_is_longer_than_any_secret_is', 'x'.repeat(39)])(
    'does not change %j',
    text => {
      expect(maskSecrets(text)).toBe(text)
    },
  )
})

describe('maskPath', () => {
  test.each([
    ['/api/v1/api-keys/key_1', '/api/v1/api-keys/key_1'],
    [`/api/v1/${secret}/x`, `/api/v1/${masked}/x`],
    [`/api/v1/${encoded}`, `/api/v1/${masked}`],
    [`/${encoded.slice(0, 30)}${secret.slice(10)}%zz`, `/${masked}%25zz`],
    ['/a|b^c', '/a%7Cb%5Ec'],
    ['/%zz%', '/%25zz%25'],
    ['/%C3%A9%20x', '/%C3%A9%20x'],
    ['//host:port/x', '/.//host:port/x'],
    ['/', '/'],
  ])('returns a URI reference for %s', (path, expected) => {
    expect(maskPath(path)).toBe(expected)
  })

  test('takes time in proportion to the length of the path', () => {
    for (const part of ['a', '%', '%4', '%41', '/', '|', 'a/', '%ff'])
      expect(maskPath(`/${part.repeat(100_000)}`).length).toBeGreaterThan(0)
  })
})
