/** A stand-in for your own code: it asks the shop by the global `fetch` and knows nothing of mocks. */
export async function readOrders(apiKey: string): Promise<readonly string[]> {
  const answer = await fetch('https://shop.test/api/v1/orders', { headers: { Authorization: `Bearer ${apiKey}` } })
  if (answer.status === 401) throw new Error('The API key does not work (any more). Make a new one in the settings.')
  if (!answer.ok) throw new Error(`The shop answered ${answer.status}.`)
  const { data } = (await answer.json()) as { data: readonly { id: string }[] }
  return data.map(({ id }) => id)
}
