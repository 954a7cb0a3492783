import { fileURLToPath } from 'node:url'
import type { AnyMock } from '../../mock/index.ts'
import { type ServedMock, serve } from '../../mock/node.ts'
import { Referee } from './referee.ts'

type Answer = AnyMock['fetch']

/** The header with the mock that a request is for: a proxy has one server, but each test has its own mock. */
const WORLD = 'x-world'

/** The real server of one system with a referee in front of it, and any number of separate mocks behind it. */
export class RefereedSystem implements AsyncDisposable {
  readonly #worlds: Map<string, Answer>
  readonly #server: ServedMock
  readonly #referee: Referee
  readonly #basePath: string
  /** The violations since the last call of `takeViolations`. */
  #violations: string[] = []
  /** The number of requests that were checked. */
  judged = 0

  private constructor(worlds: Map<string, Answer>, server: ServedMock, referee: Referee, basePath: string) {
    this.#worlds = worlds
    this.#server = server
    this.#referee = referee
    this.#basePath = basePath
  }

  /** @param mock Any mock of the system. Only its contract is used. */
  static async open(mock: AnyMock): Promise<RefereedSystem> {
    const worlds = new Map<string, Answer>()
    const { system, basePath } = mock.contract
    const server = await serve({ ...mock, fetch: input => answerIn(worlds, input) })
    const document = fileURLToPath(new URL(`../../openapi/generated/${system}.json`, import.meta.url))
    const referee = await Referee.open(document, `${server.url}${basePath}`)
    return new RefereedSystem(worlds, server, referee, basePath)
  }

  /** A `fetch` that reaches `answer` over HTTP, through the referee and the real server. */
  wayTo(answer: Answer): Answer {
    const world = String(this.#worlds.size)
    this.#worlds.set(world, answer)
    return async (input, init) => {
      // The requests of the mock server cannot be copied.
      const request = input instanceof Request && init === undefined ? input : new Request(input, init)
      const { pathname, search } = new URL(request.url)
      const headers = new Headers(request.headers)
      headers.set(WORLD, world)
      const { method, signal } = request
      const body = (await request.text()) || null
      const path = pathname.slice(this.#basePath.length) + search
      const { response, violations } = await this.#referee.judge(path, { method, headers, body, signal })
      this.judged++
      this.#violations.push(...violations.map(violation => `${method} ${pathname}: ${violation}`))
      return response
    }
  }

  takeViolations(): string[] {
    return this.#violations.splice(0)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#referee[Symbol.asyncDispose]()
    await this.#server.close()
  }
}

function answerIn(worlds: ReadonlyMap<string, Answer>, input: Request | URL | string): Promise<Response> {
  const world = input instanceof Request ? input.headers.get(WORLD) : undefined
  const answer = worlds.get(world ?? '')
  if (!answer) throw new Error(`There is no world "${world}".`)
  return answer(input)
}
