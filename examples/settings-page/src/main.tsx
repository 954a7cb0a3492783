import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { connect } from './connect/connect.ts'
import './style.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root.')

const connecting = connect().catch((error: Error) => error)

createRoot(root).render(
  <StrictMode>
    <Suspense>
      <App connecting={connecting} />
    </Suspense>
  </StrictMode>,
)
