import inter from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'
import { StrictMode } from 'react'
import { preload } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { connect } from './connect/connect.ts'
import type { Connection } from './connect/connection.ts'
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

/** Connects, and finds the system of the URL. React delays content that replaces a placeholder, so it gets both at once. */
async function connectToSystem(): Promise<Connection> {
  const connection = await connect()
  const system = connection.systemOf(new URLSearchParams(location.search).get('system'))
  if (system) await connection.placeOf(system)
  return connection
}

const renderPage = (connection: Connection | Error) =>
  createRoot(root).render(
    <StrictMode>
      <App connection={connection} />
    </StrictMode>,
  )

void connectToSystem().then(renderPage, renderPage)
