import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
import { StrictMode, Suspense } from 'react'
import { preload } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { connect } from './connect/connect.ts'
import './style.css'
import './dialogs.css'

// Without this the font loads after the first text is rendered.
preload(inter, { as: 'font', type: 'font/woff2', crossOrigin: 'anonymous' })

// Holding down Enter must press a button only once, or it would also confirm the dialog that follows.
addEventListener(
  'keydown',
  event => {
    if (event.repeat && event.key === 'Enter') event.preventDefault()
  },
  { capture: true },
)

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
