// The service worker: keeps the program, so that the notebook opens without network, from any of its addresses. It keeps no data
// and answers for nothing else: the desk, the portal and the phone's door go to the network untouched.
/// <reference lib="webworker" />
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] }

const SHELL = '/notebook/shell/'
const STATIC = '/static/notebook/'
const MET = 'minqing-met'
const NOTEBOOK = /^\/\d{12}\/notebook(\/|$)/
/** What the home screen asks for: met when the notebook is first opened, kept from then on. */
const HOME_SCREEN = /^\/(\d{12}\/notebook\/manifest\.webmanifest|notebook\/icons\/[\w-]+\.png)$/

function entryOf(entry: PrecacheEntry | string): PrecacheEntry {
  const { url, ...rest } = typeof entry === 'string' ? { url: entry } : entry
  return { revision: null, ...rest, url: url.startsWith('/') ? url : STATIC + url }
}

/** Tells one build from another (FNV-1a): the shell names the files of its own build, so it changes with them. */
function stamp(entries: PrecacheEntry[]): string {
  let hash = 0x811c9dc5
  for (const letter of entries.map(({ url, revision }) => `${url} ${revision ?? ''}`).sort().join('\n')) {
    hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  }
  return (hash >>> 0).toString(16)
}

const entries = self.__WB_MANIFEST.map(entryOf)
cleanupOutdatedCaches()
precacheAndRoute([...entries, { url: SHELL, revision: stamp(entries) }], { cleanURLs: false, directoryIndex: '' })
registerRoute(new NavigationRoute(createHandlerBoundToURL(SHELL), { allowlist: [NOTEBOOK], denylist: [HOME_SCREEN] }))

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && HOME_SCREEN.test(url.pathname),
  async ({ request }) => {
    const met = await caches.open(MET)
    try {
      const answer = await fetch(request)
      if (answer.ok) await met.put(request, answer.clone())
      return answer
    } catch (error) {
      const kept = await met.match(request, { ignoreVary: true })
      if (kept) return kept
      throw error
    }
  },
)

/** The page that brought this worker asked for these before it was there. */
async function keepHomeScreen(): Promise<void> {
  const met = await caches.open(MET)
  for (const client of await self.clients.matchAll({ type: 'window' })) {
    const [community] = /^\d{12}(?=\/notebook(\/|$))/.exec(new URL(client.url).pathname.slice(1)) ?? []
    if (community) await met.add(`/${community}/notebook/manifest.webmanifest`).catch(() => undefined)
  }
}

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim().then(keepHomeScreen)))
// A new program takes over only when the page says so: while somebody writes, the old one stays.
self.addEventListener('message', (event) => {
  if ((event.data as { type?: string } | null)?.type === 'take-over') void self.skipWaiting()
})
