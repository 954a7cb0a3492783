import { describe, expect, test } from 'vitest'
import { formOfPrefix } from '../../../openapi/contract/secret-form.ts'
import { maskPath, maskSecrets } from './mask.ts'
import { SeededRandom } from './random.ts'
import { mintSecret } from './secret.ts'

const secret = mintSecret(formOfPrefix('lk_live'), new SeededRandom(3), 1)
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

/** The forms of other products; the values are made up. */
const FOREIGN = {
  Stripe: ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', 'sk_live_****p7dc'],
  'a secret key': ['sk_4eC39HqLyjWDarjtT1zdp7', 'sk_****zdp7'],
  'a restricted key': ['rk_test_4eC39HqLyjWDarjtT1zdp7dc', 'rk_test_****p7dc'],
  'a webhook': ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_****LaSw'],
  OpenAI: ['sk-proj-Zm9v_YmFyYmF6-cXV4cXV1eDEy', 'sk-proj-****eDEy'],
  Resend: ['re_8m9gwv13_6t5u3mqJ3vQkzK5rP4LtYq', 're_****LtYq'],
  GitHub: ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'ghp_****8B4a'],
  GitLab: ['glpat-x1Y2z3A4b5C6d7E8f9G0', 'glpat-****f9G0'],
  Slack: ['xoxb-123456789012-abcDEFghiJKL', 'xoxb-****iJKL'],
  Google: ['AIzaSyA-1234567890abcdefghijklmnopqrstu', 'AIza****rstu'],
  AWS: ['AKIAIOSFODNN7EXAMPLE', 'AKIA****MPLE'],
  'a JSON Web Token': [
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4ifQ.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
    'eyJ****',
  ],
} as const

describe('secrets of other products', () => {
  test.each(Object.entries(FOREIGN))('%s', (_, [text, expected]) => {
    expect(maskSecrets(text)).toBe(expected)
    expect(maskSecrets(`a "${text}", b`)).toBe(`a "${expected}", b`)
    expect(maskPath(`/x/${text}`)).toBe(`/x/${expected}`)
  })

  test.each([
    're_3MmlLrLkdIwHu7ix0snN0B15',
    'sk_words_without_a_digit_in_them',
    'task_1234567890abcdef',
    'cus_9s6XKzkNRiz8i3',
    '6f9619ff-8b86-d011-b42d-00c04fc964ff',
  ])('%s is an id or a name', text => {
    expect(maskSecrets(text)).toBe(text)
  })

  test('are found in a time in proportion to the text', () => {
    for (const part of ['sk-', 'sk-a-', '-eyJaaaaa', 'sk_.', 're_aaaaaa-', 'SG.a', 'xoxa-', 'sk_a '])
      expect(maskSecrets(part.repeat(100_000)).length).toBeGreaterThan(0)
  })
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
