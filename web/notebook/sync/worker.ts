// The service worker from the page's side: registered once; a new program waits until nothing is being written.

let registration: ServiceWorkerRegistration | null = null
let renewing = false
const CHECK_EVERY = 3600_000
const RENEWED = 'renewed'

/** Register it. A newer program takes over as soon as it is there and `quiet` says that nobody is at work. */
export async function registerServiceWorker(quiet: () => boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  window.addEventListener('vite:preloadError', renewOnce)
  try {
    registration = await navigator.serviceWorker.register('/sw.js', { scope: '/' })
  } catch {
    // Without it the notebook works as long as the page is open; the next opening tries again.
    return
  }
  const found = registration
  const look = (): void => {
    if (found.waiting !== null && navigator.serviceWorker.controller !== null && quiet()) void takeOver()
  }
  look()
  found.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', look))
  document.addEventListener('visibilitychange', look)
  setInterval(() => void found.update().catch(() => undefined), CHECK_EVERY)
}

/** A part of this program is not to be had any more, for a newer one took over in another window: begin with that one. */
function renewOnce(): void {
  const last = Number(sessionStorage.getItem(RENEWED) ?? 0)
  if (Date.now() - last < 60_000) return
  sessionStorage.setItem(RENEWED, String(Date.now()))
  location.reload()
}

/** Fetch the newest program, let it take over, and open the page anew. */
export async function takeOver(): Promise<void> {
  if (renewing) return
  renewing = true
  await registration?.update().catch(() => undefined)
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
