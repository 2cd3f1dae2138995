/** A drawing on its way: kept on this device while it is drawn, sent to the server, a clash told from a refusal. */
import type { Drawing } from '../../core/plan'

export interface Draft {
  readonly based_on: number
  readonly drawing: Drawing
}

export interface Theirs {
  readonly number: number
  readonly who: string
  readonly at: string
  readonly url: string
}

export type Answer =
  | { readonly kind: 'saved'; readonly number: number }
  | { readonly kind: 'clash'; readonly theirs: Theirs }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'failed' }

/** The draft of a courtyard that was not saved, or null; what cannot be read counts as none. */
export function readDraft(key: string): Draft | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null
    return kept && Array.isArray(kept.drawing.shapes) && Array.isArray(kept.drawing.entrances) ? kept : null
  } catch {
    return null
  }
}

export function keepDraft(key: string, draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(key, JSON.stringify(draft))
    else localStorage.removeItem(key)
  } catch {
    // A browser without room keeps none; the drawing on the screen is untouched.
  }
}

export function csrf(): string {
  try {
    const headers = JSON.parse(document.body.getAttribute('hx-headers') ?? '{}') as Record<string, string>
    return headers['X-CSRFToken'] ?? ''
  } catch {
    return ''
  }
}

/** Send a drawing. `failed`: nothing is known to have arrived; it can be sent again, the number tells a second one. */
export async function send(url: string, draft: Draft, note: string): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrf() },
      body: JSON.stringify({ ...draft, note }),
    })
    const said = (await response.json()) as Record<string, unknown>
    if (response.status === 409) return { kind: 'clash', theirs: said as unknown as Theirs }
    if (response.ok) return { kind: 'saved', number: Number(said.number) }
    return { kind: 'refused', words: typeof said.words === 'string' ? said.words : '' }
  } catch {
    return { kind: 'failed' }
  }
}
