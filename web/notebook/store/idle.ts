// Work that nobody waits for, once the screen has been drawn and the hand rests.

/** So long at most is waited for a quiet moment (ms). */
const LATEST = 300

/** Do it in the next quiet moment; answers how to call it off. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(work, { timeout: LATEST })
    return () => cancelIdleCallback(handle)
  }
  const timer = setTimeout(work, 50)
  return () => clearTimeout(timer)
}
