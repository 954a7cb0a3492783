/**
 * What users do with the package, in one program that every runtime runs. The files next to it load the package in each
 * runtime.
 *
 * @param sdk What `latchkey` exports.
 * @param mocking What `latchkey/mock` exports; undefined if it is not loaded.
 * @param bases Base URLs: of the mock (`api`), and of servers that fail in one way each.
 * @returns a report as JSON, which must be the same everywhere
 */
export async function report(sdk, mocking, bases) {
  return JSON.stringify({ sdk: await useSdk(sdk, bases), mock: mocking && (await useMock(sdk, mocking)) })
}

async function useSdk(sdk, { api, ...faults }) {
  const { Latchkey, LatchkeyError, Secret, isLatchkeyError } = sdk
  const at = (baseUrl, options) =>
    new Latchkey({ system: 'standard', baseUrl, dangerouslyAllowBrowser: true, ...options })

  const guest = at(api)
  const { token } = await guest.sessions.create({ email: 'admin@north.example', password: 'password' })
  const admin = at(api, { session: token })
  const key = await admin.apiKeys.create({ name: 'Key 1' })
  console.log(key)
  console.log(key.secret)
  console.log(`${key.secret} ${JSON.stringify(key)}`)
  const shop = at(api, { apiKey: key.secret.reveal() })
  console.log(shop)

  const ids = []
  for await (const { id } of shop.products.list({ limit: 3, sort: 'name' })) ids.push(id)
  const { data } = await shop.products.list({ limit: 100, sort: 'name' })

  const refusals = []
  for (const number of [2, 3, 4, 5, 6]) await admin.apiKeys.create({ name: `Key ${number}` }).catch(told)
  await shop.apiKeys.get('key_none').catch(told)
  await at(api, { apiKey: 'lk_live_wrong' }).me.get().catch(told)

  /** What a program prints and reads from an error. */
  function told(error) {
    if (!isLatchkeyError(error) || !(error instanceof LatchkeyError)) throw error
    console.log(error)
    const { name, code, problem } = error
    refusals.push({ name, code, attempts: error.attempts, limit: problem?.limit, used: problem?.used })
  }

  const { attempts } = await at(faults.flaky).apiKeys.create({ name: 'Again' }).withResponse()
  await at(faults.silent).me.get({ timeout: 100, retries: 1 }).catch(told)
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('enough')), 50)
  const aborted = await at(faults.silent)
    .me.get({ signal: controller.signal })
    .catch(error => error)
  told(aborted)
  for (const base of [faults.closed, faults.broken, faults.redirected, faults.page])
    await at(base).me.get({ retries: 0 }).catch(told)

  return {
    client: shop.constructor.name,
    secret: { is: key.secret instanceof Secret, shown: `${key.secret}`, length: key.secret.reveal().length },
    me: (await shop.me.get()).type,
    keys: (await admin.apiKeys.list({ sort: 'name' })).data.map(({ name, status }) => `${name} ${status}`),
    pages: data.map(({ id }) => id).join() === ids.join() && ids.length > 3 ? 'as one' : ids,
    refusals,
    repeated: attempts,
    reason: aborted.cause.message,
    rotated: await rotate(sdk, options => at(api, { session: token, ...options }), key),
  }
}

/** The spans of a rotation, whose code is loaded when it is first used. */
async function rotate({ openTelemetry, LatchkeyError, LatchkeyResponseError }, clientWith, { id, secret }) {
  const spans = []
  const tracer = {
    startActiveSpan: (name, _options, work) =>
      work({ setAttributes: () => {}, setStatus: () => {}, end: () => spans.push(name) }),
  }
  let deployed
  const deploy = secret => {
    deployed = secret
  }
  const verify = client => client.me.get()
  const { name } = await clientWith({ tracing: openTelemetry(tracer) }).apiKeys.rotate(id, { deploy, verify })
  const withKey = apiKey => clientWith({ session: undefined, apiKey })
  const old = await withKey(secret)
    .me.get()
    .catch(({ code }) => code)

  // The module that is loaded later throws the error classes of the loaded one.
  const fetch = async ({ method }) => Response.json({ id: `key of ${method}`, status: 'active' })
  const error = await clientWith({ fetch })
    .apiKeys.rotate('key_1', { deploy })
    .catch(error => error)
  const isOurs = error instanceof LatchkeyError && error instanceof LatchkeyResponseError
  return { name, old, new: (await withKey(deployed).me.get()).type, spans: spans.at(-1), isOurs }
}

/** The mock in the same process, as the `fetch` of the SDK. */
async function useMock({ Latchkey }, { createMock }) {
  const mock = createMock({ system: 'warehouse', now: '2026-01-01T00:00:00Z' })
  const at = credential =>
    new Latchkey({
      system: 'warehouse',
      baseUrl: 'http://shop.test/api/v1',
      fetch: mock.fetch,
      dangerouslyAllowBrowser: true,
      ...credential,
    })
  const { token } = await at({ apiKey: null }).sessions.create({ email: 'admin@north.example', password: 'password' })
  const { secret } = await at({ session: token }).apiKeys.create({ name: 'Inventory Sync' })
  const shipments = []
  for await (const { reference } of at({ apiKey: secret, warehouseId: 7 }).inbound.list()) shipments.push(reference)
  mock.clock.advance('PT12H')
  const ended = await at({ session: token })
    .me.get()
    .catch(({ code }) => code)
  return { secret: `${secret}`, shipments, ended }
}
