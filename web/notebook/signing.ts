// Whether the web session of this browser is signed in, and the way to sign in and come back.

import { hasWords, Trouble, type TroubleCode } from './sync/trouble'
import { t, type Phrase } from './words'

/** The sign-in page sends whoever is signed in on: that it does so is the answer. Null without network. */
export async function signedIn(): Promise<boolean | null> {
  try {
    const answer = await fetch('/account/login/', { redirect: 'manual', cache: 'no-store' })
    return answer.type === 'opaqueredirect' || answer.redirected
  } catch {
    return null
  }
}

export function signInUrl(community: string): string {
  return `/account/login/?next=${encodeURIComponent(`/${community}/notebook/`)}`
}

/** What can go wrong on the phone itself, where no server says it in words. */
const TROUBLES = {
  offline: 'trouble.offline', stranger: 'trouble.stranger', failed: 'trouble.failed', busy: 'trouble.failed', no_wrap: 'trouble.no_wrap',
  other: 'trouble.other', full: 'trouble.full', sign_in: 'trouble.sign_in',
} as const satisfies Partial<Record<TroubleCode, Phrase>>

/** What an error says to a person, where it says something; never a code. */
export function wordsOf(error: unknown, otherwise: string): string {
  if (error instanceof Trouble && !hasWords(error)) {
    return error.code in TROUBLES ? t(TROUBLES[error.code as keyof typeof TROUBLES]) : otherwise
  }
  return error instanceof Error && error.message ? error.message : otherwise
}
