// A notebook that was put away open locks itself. What was being written is saved already; after the PIN it stands there again.

/** So long may it be out of sight (ms): a call, a photo, a look at the map. */
export const OUT_OF_SIGHT = 5 * 60_000

export function lockWhenLeft(lock: () => void): void {
  const page = globalThis.document
  if (!page) return
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  page.addEventListener('visibilitychange', () => {
    clearTimeout(timer)
    if (page.visibilityState === 'hidden') {
      since = Date.now()
      timer = setTimeout(lock, OUT_OF_SIGHT)
    } else if (since > 0 && Date.now() - since >= OUT_OF_SIGHT) {
      // A page out of sight may have been frozen, its timer with it.
      lock()
    }
  })
}
