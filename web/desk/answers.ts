/** What is said when an htmx request fails, and where one goes when the session has ended. */
import type { Phrase } from './phrases'
import { say } from './phrases'
import { showToast } from './toasts'

interface Answered {
  xhr: XMLHttpRequest
  shouldSwap?: boolean
}

export function phraseFor(status: number): Phrase {
  if (status === 404 || status === 410) return 'missing'
  if (status >= 400 && status < 500) return 'refused'
  return 'failed'
}

/** Whether an answer is the sign-in page, which htmx would otherwise put into a corner of this one. */
export function isSignIn(responseUrl: string): boolean {
  return responseUrl !== '' && new URL(responseUrl, location.href).pathname === '/account/login/'
}

export function startAnswers(): void {
  document.addEventListener('htmx:beforeSwap', (event) => {
    const detail = (event as CustomEvent<Answered>).detail
    if (isSignIn(detail.xhr.responseURL)) {
      detail.shouldSwap = false
      location.assign(`/account/login/?next=${encodeURIComponent(location.pathname + location.search)}`)
      return
    }
    // A form that was refused comes back with its errors as 422: show it where it stood.
    if (detail.xhr.status === 422) detail.shouldSwap = true
  })
  document.addEventListener('htmx:responseError', (event) => {
    const { xhr } = (event as CustomEvent<Answered>).detail
    if (xhr.status !== 422) showToast({ text: say(phraseFor(xhr.status)), kind: 'error' })
  })
  document.addEventListener('htmx:sendError', () => {
    showToast({ text: say('unreachable'), kind: 'error' })
  })
}
