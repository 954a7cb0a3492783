/** Overrides of operations. */
import type { Readable, Writable } from '../../generated/types.ts'
import type { ContentOf } from './document.ts'

type ResponsesOf<Operation> = Operation extends { responses: infer Responses } ? Responses : unknown

type BodyOf<Response> = Response extends { content: { 'application/json': infer Body } }
  ? Readable<Body>
  : Response extends { content: { 'application/problem+json': infer Problem } }
    ? ProblemBody<Problem>
    : Response extends { content: object }
      ? Readable<ContentOf<Response>>
      : Response extends { content?: never }
        ? undefined
        : unknown

/** The fields of a problem document that the mock fills in. */
type Filled = 'type' | 'title' | 'status' | 'detail' | 'instance' | 'request_id'

/** A problem document of which the code and the fields of that code are enough. */
type ProblemBody<Problem> = Problem extends unknown
  ? Omit<Problem, Filled> & Partial<Pick<Problem, Filled & keyof Problem>>
  : never

type RequestBodyOf<Operation> = Operation extends { requestBody?: infer Body }
  ? NonNullable<Body> extends { content: { 'application/json': infer Json } }
    ? Writable<Json>
    : undefined
  : unknown

type ParamsOf<Operation> = Operation extends { parameters: { path: infer Path } }
  ? { readonly [Name in keyof Path]: string }
  : Readonly<Record<string, string>>

type Respond<Responses> = unknown extends Responses ? AnyRespond : TypedRespond<Responses>

type TypedRespond<Responses> = <Status extends keyof Responses & number>(
  status: Status,
  ...rest: [BodyOf<Responses[Status]>] extends [undefined]
    ? [body?: null, headers?: HeadersInit]
    : [body: BodyOf<Responses[Status]>, headers?: HeadersInit]
) => Response

type AnyRespond = (status: number, body?: unknown, headers?: HeadersInit) => Response

/** What an override receives. */
export interface Visit<Operation = unknown> {
  /** A copy of the request, so its body can be read. */
  readonly request: Request
  /** The values of the path parameters. */
  readonly params: ParamsOf<Operation>
  /** The JSON body, not validated; undefined if there is none, or it is not JSON. */
  readonly body: RequestBodyOf<Operation> | undefined
  /**
   * Creates a response with a status that the operation declares. A problem document needs only its code and the fields
   * of that code. Headers that the contract requires are added.
   */
  readonly respond: Respond<ResponsesOf<Operation>>
  /** Returns the response of the mock itself, or of the override that was set before. */
  readonly next: () => Promise<Response>
}

export type Resolver<Operation = unknown> = (visit: Visit<Operation>) => Response | Promise<Response>
