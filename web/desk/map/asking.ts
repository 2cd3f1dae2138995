/** What the map asks of the server, and its answer or the words why not. */
import type { Ground } from './types'
import { say } from './words'

export async function groundFrom(url: string): Promise<Ground> {
  const answer = await fetch(url, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(String(answer.status))
  return (await answer.json()) as Ground
}

/** What is to be done, and with it what takes it back. */
export type Asked = Record<string, unknown>

export interface Told {
  error?: string
  undo?: Asked
}

export async function tell(url: string, asked: Asked): Promise<Told> {
  const headers = document.body.getAttribute('hx-headers') ?? '{}'
  const token = (JSON.parse(headers) as Record<string, string>)['X-CSRFToken'] ?? ''
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
      body: JSON.stringify(asked),
    })
    if (answer.ok || answer.status === 422) return (await answer.json()) as Told
  } catch {
    // Said below, as any other failure.
  }
  return { error: say('notSaved') }
}
