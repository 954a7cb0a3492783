/** A small document, as text. */
export const NOTES = `openapi: 3.1.0
info: { title: Notes, version: 1.0.0 }
paths:
  /notes:
    post:
      operationId: createNote
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
      responses:
        '201': { description: Created, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
        '409':
          description: Refused
          content: { application/problem+json: { schema: { type: object, properties: { code: { const: too_many_notes } } } } }
  /notes/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
    get:
      operationId: getNote
      responses:
        '200': { description: One, content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }
components:
  schemas:
    Note:
      type: object
      title: Note
      required: [id, text]
      properties:
        id: { type: integer, readOnly: true }
        text: { type: string }
`
