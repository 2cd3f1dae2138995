// The web session with which a phone is enrolled; it is ended right after, so that the phone holds none.
import { Trouble } from './trouble'

const LOGOUT = '/account/logout/'
const COOKIE = 'csrftoken'

function csrfCookie(): string | null {
  const found = document.cookie.split('; ').find((part) => part.startsWith(`${COOKIE}=`))
  return found ? decodeURIComponent(found.slice(COOKIE.length + 1)) : null
}

/** Django's token against forged requests: from its cookie, which a page with a form sets. */
export async function csrfToken(): Promise<string> {
  const known = csrfCookie()
  if (known) return known
  try {
    await fetch(LOGOUT, { credentials: 'same-origin', cache: 'no-store' })
  } catch {
    throw new Trouble('offline')
  }
  return csrfCookie() ?? ''
}

/** Sign the browser out. It is not fatal where that fails: the session ends by itself, and the phone holds a token of its own. */
export async function endWebSession(csrf: string): Promise<void> {
  await fetch(LOGOUT, {
    method: 'POST', credentials: 'same-origin', redirect: 'manual', cache: 'no-store', headers: { 'X-CSRFToken': csrf },
  }).catch(() => undefined)
}
