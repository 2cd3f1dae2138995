/** What was done is said in a line at the head of the page; it stays until it is put away. */
import { say } from './phrases'

export interface Toast {
  text: string
  kind?: 'success' | 'warning' | 'error' | 'info'
  undo?: string
}

function button(words: string, className: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.className = className
  made.textContent = words
  return made
}

function csrfToken(): string {
  const headers = document.body.getAttribute('hx-headers')
  return headers ? ((JSON.parse(headers) as Record<string, string>)['X-CSRFToken'] ?? '') : ''
}

function undoForm(url: string): HTMLFormElement {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  const token = document.createElement('input')
  token.type = 'hidden'
  token.name = 'csrfmiddlewaretoken'
  token.value = csrfToken()
  form.append(token, button(say('undo'), 'btn btn-sm'))
  return form
}

export function showToast(toast: Toast): void {
  const place = document.querySelector('[data-toasts]')
  if (!place) return
  const line = document.createElement('div')
  line.className = `toast-line toast-${toast.kind ?? 'success'}`
  const words = document.createElement('p')
  words.textContent = toast.text
  const away = button(say('dismiss'), 'btn btn-ghost btn-sm')
  away.type = 'button'
  away.dataset.dismisses = ''
  line.append(words, ...(toast.undo ? [undoForm(toast.undo)] : []), away)
  // The same failure said twice is one line.
  for (const earlier of place.querySelectorAll('.toast-line')) {
    if (earlier.querySelector('p')?.textContent === toast.text) earlier.remove()
  }
  place.append(line)
  line.scrollIntoView({ block: 'nearest' })
}

export function startToasts(): void {
  document.addEventListener('click', (event) => {
    const at = (event.target as Element).closest('[data-dismisses]')
    at?.closest('.toast-line')?.remove()
  })
  // An answer fetched by htmx may carry a toast in its HX-Trigger header.
  document.addEventListener('toast', (event) => {
    showToast((event as CustomEvent<Toast>).detail)
  })
}
