/** A request as it is sent. */
export interface Outgoing {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Blob | null | Promise<Blob>
  /** The response is a file: it is not read as text, if it is a success. */
  readonly isForFile?: boolean
}
