/** What an action of an overlay did to the document. */
export interface Step {
  /** The index of the action. */
  readonly index: number
  /** JSON pointers to what it wrote or removed. */
  readonly touched: readonly string[]
  /** The value at each of these pointers before the action, in the same order; undefined if there was none. */
  readonly before: readonly unknown[]
  /** The values after the action. */
  readonly after: readonly unknown[]
}

/** The last action that wrote a place; else the last one that wrote something inside it; else undefined. */
export function actionThatTouched(steps: readonly Step[], pointer: string): number | undefined {
  const isIn = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`)
  const last = (touches: (path: string) => boolean) => steps.findLast(({ touched }) => touched.some(touches))?.index
  return last(path => isIn(pointer, path)) ?? last(path => isIn(path, pointer))
}
