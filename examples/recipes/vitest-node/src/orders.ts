/** A stand-in for your own code. It calls the shop with the global `fetch`, and does not know about mocks. */
export async function readOrders(apiKey: string): Promise<readonly string[]> {
  const answer = await fetch('https://shop.test/api/v1/orders', { headers: { Authorization: `Bearer ${apiKey}` } })
  if (answer.status === 401) throw new Error('The API key does not work. Create a new one in the settings.')
  if (!answer.ok) throw new Error(`The shop responded with ${answer.status}.`)
  const { data } = (await answer.json()) as { data: readonly { id: string }[] }
  return data.map(({ id }) => id)
}
