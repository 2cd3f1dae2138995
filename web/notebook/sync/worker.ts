// The service worker from the page's side: registered once; a new program waits until the page lets it take over.
import { shallowRef, type ShallowRef } from 'vue'

/** A newer program is there and waits. */
export const updateWaits: ShallowRef<boolean> = shallowRef(false)
let registration: ServiceWorkerRegistration | null = null
const CHECK_EVERY = 3600_000

export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { scope: '/' })
  } catch {
    // Without it the notebook works as long as the page is open; the next opening tries again.
    return
  }
  const found = registration
  const look = (): void => { updateWaits.value = found.waiting !== null && navigator.serviceWorker.controller !== null }
  look()
  found.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', look))
  setInterval(() => void found.update().catch(() => undefined), CHECK_EVERY)
}

/** Let the newer program take over and open the page anew; `still` resolves once nothing is being written. */
export async function takeOver(still: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
  await registration?.update().catch(() => undefined)
  await still()
  const waiting = registration?.waiting ?? (await installed())
  if (!waiting) return location.reload()
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting.postMessage({ type: 'take-over' })
}

/** The program that is just being fetched, once it is whole. */
function installed(): Promise<ServiceWorker | null> {
  const coming = registration?.installing
  if (!coming) return Promise.resolve(null)
  return new Promise((resolve) => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'installed') resolve(coming)
      else if (coming.state === 'redundant') resolve(null)
    })
  })
}
