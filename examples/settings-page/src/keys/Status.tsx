import { wordOf } from './names.ts'

export function Status({ status }: { readonly status: string }) {
  return <span className={`status status-${status}`}>{wordOf(status)}</span>
}
