import { defineConfig } from 'vite'

const target = process.env.API_URL ?? 'http://127.0.0.1:4010'
const proxy = { '/api': { target, rewrite: (path: string) => path.slice('/api'.length) } }

export default defineConfig({
  server: { proxy },
  preview: { proxy },
  build: { target: 'es2023' },
})
