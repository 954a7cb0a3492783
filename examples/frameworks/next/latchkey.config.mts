import { defineConfig } from 'latchkey/config'

export default defineConfig({
  documents: [{ file: '../todos.yaml', out: 'src/api' }],
})
