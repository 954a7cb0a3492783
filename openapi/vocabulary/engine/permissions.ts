/** Whether permissions include one. A permission that ends with `*` includes all that begin with the text before it. */
export function holds(permissions: ReadonlySet<string>, name: string): boolean {
  if (permissions.has(name)) return true
  for (const held of permissions) if (held.endsWith('*') && name.startsWith(held.slice(0, -1))) return true
  return false
}
