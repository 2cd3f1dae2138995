// Whether the web session of this browser is signed in, and the way to sign in and come back.

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

/** What an error says to a person, where it says something. */
export function wordsOf(error: unknown, otherwise: string): string {
  return error instanceof Error && error.message ? error.message : otherwise
}
