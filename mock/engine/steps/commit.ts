import type { Operation } from '../../../openapi/contract/contract.ts'
import type { Answer, Change, Committed, Plan } from '../../../openapi/vocabulary/engine/plan.ts'
import type { Entry, Row } from '../../../openapi/vocabulary/engine/record.ts'
import type { Context } from '../context.ts'
import { view } from '../rules/view.ts'
import { insertNew } from '../store/insert-new.ts'

/** Step nine: carries out a plan that passed the guards, and gives its answer. */
export function commit(context: Context, operation: Operation, { changes, answer }: Plan): Answer {
  return answer(changes.map(change => commitChange(context, operation, change)))
}

function commitChange(context: Context, operation: Operation, change: Change): Committed {
  const { store } = context
  const collection = store.collection(change.resource)
  const committed = (entry: Entry, secrets?: Row): Committed => ({
    entry,
    show: () => view(context, collection.name, entry.row, operation, secrets),
  })
  switch (change.does) {
    case 'insert': {
      const { entry, secrets } = insertNew(context, collection, change.after)
      return committed(entry, secrets)
    }
    case 'replace':
      store.replace(collection, change.entry, change.after)
      return committed(change.entry)
    case 'retire':
      store.retire(collection, change.entry, change.retiring)
      return committed(change.entry)
    case 'remove':
      store.remove(collection, change.entry)
      return committed(change.entry)
  }
}
