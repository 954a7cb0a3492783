const { Latchkey } = require('latchkey')
const { createMock } = require('latchkey/mock')

test('CommonJS works too, by Node 24.9 or later', async () => {
  const mock = createMock()
  const { login } = mock.scenario('at-limit')
  const shop = new Latchkey({
    system: 'standard',
    baseUrl: 'https://shop.test/api/v1',
    session: mock.signIn(login).token,
    fetch: mock.fetch,
  })
  await expect(shop.apiKeys.create({ name: 'One too many' })).rejects.toMatchObject({
    code: 'active_key_limit_reached',
    problem: { used: 5, limit: 5 },
  })
})
