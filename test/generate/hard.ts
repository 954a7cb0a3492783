/** A document whose names are hard to use in TypeScript, as text. */
const IDS = [
  '__proto__',
  'constructor',
  'delete',
  'class',
  'then',
  'toString',
  "it's",
  'with space',
  'größe',
  '1st',
  '*/',
  '$`{x}`',
  'a\\b',
  'doubled',
  'doubled',
  undefined,
]

const operation = (id: string | undefined) => ({
  ...(id !== undefined && { operationId: id }),
  description: `Called ${id} */ and \`so\` \${on}.`,
  parameters: [
    { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
    { name: 'class', in: 'query', schema: { type: 'string' } },
    { name: 'filter[a b]', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
  ],
  responses: {
    200: { description: 'One', content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing-1' } } } },
    '4XX': { description: 'Wrong', content: { 'application/json': { schema: { type: 'object' } } } },
    default: { description: 'Other' },
  },
})

export const HARD = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Hard */ `names`', version: '1.0.0' },
  paths: Object.fromEntries(IDS.map((id, index) => [`/things${index}/{id}`, { get: operation(id) }])),
  components: {
    schemas: {
      'Thing-1': {
        type: 'object',
        required: ['id', '__proto__'],
        properties: {
          id: { type: 'string', readOnly: true },
          ['__proto__']: { type: 'string' },
          class: { type: 'string', writeOnly: true },
          "it's": { enum: ["a'b", 'c\nd', null] },
        },
      },
    },
  },
})
