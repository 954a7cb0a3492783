interface ErrorCodeProps {
  /** The `type` of a problem document: the address of its documentation, relative to the server. */
  readonly type: string
  readonly code: string
}

/** The code of an error, as a link to its documentation. */
export function ErrorCode({ type, code }: ErrorCodeProps) {
  const url = URL.parse(type, document.baseURI)
  if (!url || !/^https?:$/.test(url.protocol)) return code
  return (
    <a href={url.href} target="_blank" rel="noreferrer" className="error-code">
      {code}
    </a>
  )
}

/** A JSON text. If it is a problem document, its code is a link. */
export function JsonBody({ text }: { readonly text: string }) {
  const problem = problemIn(text)
  if (!problem) return text
  const quoted = `"${problem.code}"`
  const at = text.indexOf(quoted)
  return (
    <>
      {text.slice(0, at + 1)}
      <ErrorCode {...problem} />
      {text.slice(at + quoted.length - 1)}
    </>
  )
}

/** The problem document in a JSON text, if it is one. */
export function problemIn(text: string): ErrorCodeProps | undefined {
  const body: unknown = JSON.parse(text)
  if (typeof body !== 'object' || body === null || !('type' in body && 'code' in body)) return undefined
  const { type, code } = body
  return typeof type === 'string' && typeof code === 'string' ? { type, code } : undefined
}
