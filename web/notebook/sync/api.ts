// The phone's door, called (docs/decisions, 0008). Whatever is not an answer of our server is a Trouble.
import {
  CLIENT_VERSION, type ChangesAnswer, type DeviceAnswer, type EnrolAnswer, type Fact, type FactsAnswer, type Id, type Problem,
  type ProblemCode, type SnapshotAnswer,
} from '../contract'
import { isChanges, isDevice, isEnrol, isFacts, isPhoto, isProblem, isSnapshot, isTold, type Told } from './shapes'
import { Trouble } from './trouble'

/** A slow line may take long, but not stand still for so long (ms). */
const NO_PROGRESS = 60_000
const CODES: Record<number, ProblemCode> = {
  401: 'sign_in', 404: 'missing', 409: 'restored', 410: 'forget', 413: 'too_large', 422: 'unreadable', 426: 'update',
  429: 'busy', 503: 'busy',
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: BodyInit
  headers?: Record<string, string>
}
/** Heard with every answer that bears the server's time: when it was asked and when it came, by the device's clock. */
export type Heard = (now: string, askedAt: number, cameAt: number) => void

export class Api {
  private readonly underWay = new Set<AbortController>()
  private closed = false

  constructor(
    private readonly community: string,
    private readonly token: () => string | null,
    private readonly heard: Heard = () => undefined,
    private readonly send: typeof fetch = (...call) => fetch(...call),
  ) {}

  /** The notebook is locked: nothing more is asked, and what is being asked is broken off. */
  close(): void {
    this.closed = true
    for (const watch of this.underWay) watch.abort()
  }

  facts(facts: Fact[]): Promise<FactsAnswer> {
    return this.json('facts', isFacts, { sent_at: new Date().toISOString(), facts })
  }

  changes(since: number, hash: string, scope: string, known: string | null): Promise<ChangesAnswer> {
    const query = new URLSearchParams({ since: String(since), hash, scope, ...(known === null ? {} : { known }) })
    return this.ask(`changes?${query}`, isChanges, {})
  }

  snapshot(after: string | null): Promise<SnapshotAnswer> {
    return this.ask(after === null ? 'snapshot' : `snapshot?${new URLSearchParams({ after })}`, isSnapshot, {})
  }

  device(): Promise<DeviceAnswer> {
    return this.ask('device', isDevice, {})
  }

  forget(): Promise<Told> {
    return this.ask('device', isTold, { method: 'DELETE' })
  }

  keepWrap(wrap: string): Promise<Told> {
    const headers = { 'Content-Type': 'application/json' }
    return this.ask('device/wrap', isTold, { method: 'PUT', body: JSON.stringify({ wrap }), headers })
  }

  photo(id: Id, bytes: Blob, sha256: string): Promise<Told & { state: string }> {
    const headers = { 'Content-Type': 'image/jpeg', 'X-Sha256': sha256 }
    return this.ask(`photos/${id}`, isPhoto, { method: 'PUT', body: bytes, headers })
  }

  /** With the web session that is signed in on this phone, not with a token. */
  enrol(body: { device?: Id; name: string; wrap?: string }, csrf: string): Promise<EnrolAnswer> {
    const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': csrf }
    return this.ask('enrol', isEnrol, { method: 'POST', body: JSON.stringify(body), headers }, 'same-origin')
  }

  private json<T extends Told>(path: string, shape: (value: unknown) => value is T, body: unknown): Promise<T> {
    return this.ask(path, shape, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })
  }

  private async ask<T extends Told>(
    path: string, shape: (value: unknown) => value is T, call: Call, credentials: RequestCredentials = 'omit',
  ): Promise<T> {
    const askedAt = Date.now()
    const { response, text } = await this.fetched(path, call, credentials)
    const said = readJson(response, text)
    if (response.ok && shape(said)) {
      this.heard(said.now, askedAt, Date.now())
      return said
    }
    if (response.ok) throw new Trouble('stranger')
    throw problemIn(response, said)
  }

  /** One request; offline where it fails or nothing moves for a minute. */
  private async fetched(path: string, call: Call, credentials: RequestCredentials): Promise<{ response: Response; text: string }> {
    if (this.closed) throw new Trouble('offline')
    const watch = new AbortController()
    this.underWay.add(watch)
    let timer = setTimeout(() => watch.abort(), NO_PROGRESS + uploadTime(call.body))
    try {
      const token = credentials === 'omit' ? this.token() : null
      const response = await this.send(`/${this.community}/sync/v1/${path}`, {
        method: call.method ?? 'GET',
        body: call.body ?? null,
        headers: {
          Accept: 'application/json', 'Accept-Language': languageSpoken(), 'X-Minqing-Client': String(CLIENT_VERSION),
          ...call.headers, ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        },
        credentials, redirect: 'error', cache: 'no-store', signal: watch.signal,
      })
      const text = await readSlowly(response, () => {
        clearTimeout(timer)
        timer = setTimeout(() => watch.abort(), NO_PROGRESS)
      })
      return { response, text }
    } catch (error) {
      // A redirect is refused by fetch like a broken line: a captive portal often answers so. Both are waited out.
      throw new Trouble('offline', '', null, { cause: error })
    } finally {
      clearTimeout(timer)
      this.underWay.delete(watch)
    }
  }
}

/** fetch tells nothing of how an upload moves: the time it takes at 200 bytes a second is added (ms). */
function uploadTime(body: BodyInit | undefined): number {
  const size = typeof body === 'string' ? body.length : body instanceof Blob ? body.size : 0
  return size * 5
}

function languageSpoken(): string {
  return globalThis.document?.documentElement.lang || 'zh-Hans'
}

async function readSlowly(response: Response, moved: () => void): Promise<string> {
  if (!response.body) return response.text()
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    moved()
    text += decoder.decode(value, { stream: true })
  }
}

function readJson(response: Response, text: string): unknown {
  if (!(response.headers.get('Content-Type') ?? '').includes('application/json')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Only our server's own words may close the notebook or empty it: a proxy's bare 401 or 410 does not. */
function problemIn(response: Response, said: unknown): Trouble {
  const wait = Number(response.headers.get('Retry-After') ?? Number.NaN)
  const pause = Number.isFinite(wait) && wait >= 0 ? wait * 1000 : null
  if (isProblem(said)) {
    const problem: Problem = said
    if (CODES[response.status] === problem.code) return new Trouble(problem.code, problem.text, pause)
  }
  if (response.status === 429 || response.status === 503) return new Trouble('busy', '', pause)
  return new Trouble(response.status >= 500 ? 'failed' : 'stranger')
}
