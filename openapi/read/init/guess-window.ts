/** A window of time that is opened and closed. */
import { WORDS } from '../../contract/words.ts'
import type { OperationNode } from '../../vocabulary/model/model.ts'
import { propertiesOf, typesOf } from '../../vocabulary/model/schema.ts'
import type { Suggestion, Update } from './draft.ts'
import { codesAt, placeOf, type Source, schemaPlace, snake } from './source.ts'

/** `POST /maintenance/open` and `/close`, which answer with an object that says whether it is open, and until when. */
export function guessWindows(source: Source): Suggestion[] {
  return source.unknown.flatMap((open): Suggestion[] => {
    const [, base = '', verb = ''] = /^(.+)\/(open|start|enable)$/.exec(open.path) ?? []
    const schema = success(open)
    if (open.method !== 'POST' || base === '' || schema?.name === undefined || !source.canChange(schema.name)) return []
    const properties = [...propertiesOf(schema)]
    const isOpen = properties.find(([, node]) => typesOf(node).includes('boolean'))?.[0]
    const until = properties.find(
      ([name, node]) => node.read('format') === 'date-time' && /expire|until|end|close/.test(name),
    )?.[0]
    if (isOpen === undefined || until === undefined) return []
    const at = (method: string, path: string) =>
      source.unknown.filter(node => node.method === method && node.path === path)
    const does = (nodes: readonly OperationNode[], verb: string): Update[] =>
      nodes.map(node => ({ at: placeOf(node), update: { [WORDS]: { resource: schema.name, does: verb } } }))
    const closed = `${snake(schema.name)}_closed`
    const refuse =
      source.model.operations.flatMap(node => codesAt(node, '403')).find(code => code.endsWith('closed')) ?? closed
    return [
      {
        kind: 'suggestion',
        hint: 'guess',
        text: `POST ${base}/${verb} opens a window until \`${until}\`. For how long? Operations in it need \`window: ${schema.name}\`.`,
        updates: [
          {
            at: schemaPlace(schema.name),
            update: { [WORDS]: { window: { open: isOpen, until, duration: 'PT60M', refuse } } },
          },
          ...does(at('GET', base), 'get'),
          ...does([open], 'open'),
          ...does(
            [...at('POST', `${base}/close`), ...at('POST', `${base}/stop`), ...at('POST', `${base}/disable`)],
            'close',
          ),
        ],
      },
    ]
  })
}

export function success({ responses }: OperationNode) {
  return responses.find(({ status, schema }) => /^2\d\d$/.test(status) && schema)?.schema
}
