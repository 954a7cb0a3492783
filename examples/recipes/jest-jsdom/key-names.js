import { createElement, useEffect, useState } from 'react'

/** A stand-in for your own component: it reads the names of the keys with the global `fetch`. */
export function KeyNames({ session }) {
  const [text, setText] = useState('Loading')
  useEffect(() => {
    readNames(session).then(setText)
  }, [session])
  return createElement('p', { role: 'status' }, text)
}

async function readNames(session) {
  const response = await fetch('https://shop.test/api/v1/api-keys', { headers: { Authorization: `Bearer ${session}` } })
  if (!response.ok) return `Something went wrong (${response.status}).`
  const { data } = await response.json()
  return data.map(({ name }) => name).join(', ') || 'No keys yet'
}
