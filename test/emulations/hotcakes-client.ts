/**
 * Sends requests as the .NET client of Hotcakes Commerce does (Libraries/Hotcakes.CommerceDTO/v1/Client: Api.cs and
 * RestHelper.cs in HotcakesCommerce/hotcakes-commerce-core). It is not on npm. It sends the key in the query, a slash after
 * the name of a collection, and JSON as `application/x-www-form-urlencoded`, an empty body included.
 */
export interface ApiResponse<Content> {
  readonly Content: Content
  readonly Errors: readonly { readonly Code: string; readonly Description: string }[]
}

type Query = Readonly<Record<string, string | number>>

export class HotcakesClient {
  readonly #root: string
  readonly #key: string | undefined

  /** @param key undefined to send none */
  constructor(site: string, key: string | undefined) {
    this.#root = `${site}/DesktopModules/Hotcakes/API/rest/v1`
    this.#key = key
  }

  get<Content>(path: string, query: Query = {}): Promise<ApiResponse<Content>> {
    return this.#send('GET', path, query)
  }

  post<Content>(path: string, body: unknown): Promise<ApiResponse<Content>> {
    return this.#send('POST', path, {}, JSON.stringify(body))
  }

  delete<Content>(path: string, query: Query = {}): Promise<ApiResponse<Content>> {
    return this.#send('DELETE', path, query, '')
  }

  /** Every response of the product has status 200. */
  async #send<Content>(method: string, path: string, query: Query, body?: string): Promise<ApiResponse<Content>> {
    const parameters = { ...(this.#key !== undefined && { key: this.#key }), ...query }
    const search = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]))
    const response = await fetch(`${this.#root}/${path}?${search}`, {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    })
    if (response.status !== 200) throw new Error(`${method} ${path} responded with ${response.status}.`)
    return (await response.json()) as ApiResponse<Content>
  }
}
