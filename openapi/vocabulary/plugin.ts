/** The vocabulary for Redocly: its checks as rules `latchkey/<name>`, with the file and line of each finding. */
import type { Location, Oas3Rule, Plugin, UserContext } from '@redocly/openapi-core'
import { checks, findingsOf, isError, modelOf } from './check.ts'
import type { Check } from './finding.ts'
import type { Model } from './model/model.ts'
import { Node, type Place, type Resolve } from './model/node.ts'

/** All checks share one model. */
const models = new WeakMap<object, Model>()

function sharedModel(root: object, context: UserContext): Model {
  const known = models.get(root)
  if (known) return known
  const resolve: Resolve = (reference, from) => {
    if (!isLocation(from)) return undefined
    const { node, location, chain } = context.resolve<object>(reference, from.source.absoluteRef)
    const hop = chain?.[0]
    if (hop) return { value: hop.node, at: hop.location }
    return location ? { value: node, at: location } : undefined
  }
  const model = modelOf(new Node(root, context.location, resolve))
  models.set(root, model)
  return model
}

function isLocation(place: Place): place is Location {
  return 'source' in place && 'key' in place
}

function redoclyRule(check: Check): Oas3Rule {
  return () => ({
    Root: {
      leave(root, context) {
        const model = sharedModel(root, context)
        for (const finding of findingsOf(check, model)) {
          const { message, at } = finding
          const forceSeverity = isError(finding, model) ? 'error' : 'warn'
          context.report({ message, forceSeverity, ...(isLocation(at) && { location: at.key() }) })
        }
      },
    },
  })
}

/** The plugin, as redocly.yaml names it in `plugins`. The preset `latchkey/all` turns every rule on. */
export default function plugin(): Plugin {
  const entries = Object.entries(checks)
  return {
    id: 'latchkey',
    rules: { oas3: Object.fromEntries(entries.map(([name, check]) => [name, redoclyRule(check)])) },
    configs: { all: { rules: Object.fromEntries(entries.map(([name]) => [`latchkey/${name}`, 'error' as const])) } },
  }
}
