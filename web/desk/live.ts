/** The live page: each event of the server's stream becomes `live` on the body, which htmx elements listen for. */
import { say } from './phrases'

const FIRST_WAIT = 2000
const LONGEST_WAIT = 60000
const SILENT_FOR = 4000
const TOGETHER = 400

export class Line {
  private source: EventSource | null = null
  private wait = FIRST_WAIT
  private retry: ReturnType<typeof setTimeout> | undefined
  private telling: ReturnType<typeof setTimeout> | undefined
  private gathering: ReturnType<typeof setTimeout> | undefined
  private kinds = new Set<string>()
  private missed = false

  constructor(private readonly url: string) {}

  open(): void {
    if (this.source) return
    const source = new EventSource(this.url)
    this.source = source
    source.addEventListener('open', () => this.opened())
    source.addEventListener('message', (event) => this.heard(String(event.data)))
    source.addEventListener('error', () => this.cut())
  }

  /** Lets go of the connection, as a page out of sight does: browsers allow only six of them. */
  close(): void {
    clearTimeout(this.retry)
    clearTimeout(this.telling)
    this.telling = undefined
    this.source?.close()
    this.source = null
    this.missed = true
  }

  private opened(): void {
    this.wait = FIRST_WAIT
    clearTimeout(this.telling)
    this.telling = undefined
    tell(null)
    if (this.missed) this.heard('')
    this.missed = false
  }

  private cut(): void {
    this.missed = true
    this.telling ??= setTimeout(() => tell(say('cut')), SILENT_FOR)
    // The browser tries again by itself unless the server answered with an error.
    if (this.source?.readyState !== EventSource.CLOSED) return
    this.source = null
    clearTimeout(this.retry)
    this.retry = setTimeout(() => this.open(), this.wait)
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT)
  }

  /** Many events at once are one refresh. */
  private heard(data: string): void {
    this.kinds.add(kindOf(data))
    this.gathering ??= setTimeout(() => {
      const kinds = [...this.kinds].filter(Boolean)
      this.kinds.clear()
      this.gathering = undefined
      document.body.dispatchEvent(new CustomEvent('live', { detail: { kinds } }))
      for (const kind of kinds) document.body.dispatchEvent(new CustomEvent(`live:${kind}`))
    }, TOGETHER)
  }
}

/** The room that an event speaks of: `concern` of {"kind": "concern.open"}. */
export function kindOf(data: string): string {
  try {
    const read: unknown = JSON.parse(data)
    const kind = typeof read === 'object' && read !== null && 'kind' in read ? read.kind : ''
    return typeof kind === 'string' ? (kind.split('.')[0] ?? '') : ''
  } catch {
    return ''
  }
}

function tell(words: string | null): void {
  const place = document.querySelector<HTMLElement>('[data-live-state]')
  if (!place) return
  place.hidden = words === null
  place.textContent = words ?? ''
}

export function startLive(): Line | null {
  const url = document.body.dataset.live?.trim()
  if (!url) return null
  const line = new Line(url)
  line.open()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) line.close()
    else line.open()
  })
  window.addEventListener('pagehide', () => line.close())
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) line.open()
  })
  return line
}
