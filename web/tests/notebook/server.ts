// A server that keeps to the contract (docs/decisions, 0008), with the faults of a bad line: what tests of the notebook speak to.
import type { Fact, Receipt, RecordKind, SyncRecord } from '../../notebook/contract'

export type Fault = 'lost' | 'lost_answer' | 'duplicate' | 'stranger' | 'stumble' | 'busy' | null
interface Taken { body: string; receipt: Receipt }

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers } })
}

export class FakeServer {
  /** What the next requests meet, in order; then nothing. */
  faults: Fault[] = []
  /** Asked for every request, where no fault is in line. */
  fault: (path: string) => Fault = () => null
  offline = false
  /** Server minus real time, in ms. */
  ahead = 0
  seq = 1
  history = 'h'
  private restoredAt = Number.POSITIVE_INFINITY
  private readonly taken = new Map<string, number>()
  scope = 's1'
  account = '01900000-0000-7000-8000-0000000000aa'
  problem: { status: number; code: string } | null = null
  refuse: (fact: Fact) => Receipt['why'] | null = () => null
  chunk = 2
  readonly records = new Map<string, SyncRecord & { at: number }>()
  readonly gone: { t: RecordKind; id: string; at: number }[] = []
  readonly facts = new Map<string, Taken>()
  readonly order: Fact[] = []
  readonly photos = new Map<string, Uint8Array>()
  readonly calls: string[] = []
  devices = new Map<string, { token: string; wrap: string; wiped: boolean }>()
  backedUpBefore: string | null = null

  readonly send = (async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = String(input)
    this.calls.push(`${init?.method ?? 'GET'} ${path.replace(/^.*\/v1\//, '')}`)
    await Promise.resolve()
    if (this.offline) throw new TypeError('Failed to fetch')
    const fault = this.faults.length > 0 ? (this.faults.shift() ?? null) : this.fault(path)
    if (fault === 'lost') throw new TypeError('Failed to fetch')
    if (fault === 'stumble') return new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } })
    if (fault === 'stranger') return new Response('<html>Log in to CoffeeNet</html>', { headers: { 'Content-Type': 'text/html' } })
    if (fault === 'busy') return json(this.told({ code: 'busy', text: '…' }), 429, { 'Retry-After': '0' })
    const answer = await this.answer(path, init ?? {})
    if (fault === 'duplicate') await this.answer(path, init ?? {})
    if (fault === 'lost_answer') throw new TypeError('network error')
    return answer
  }) as typeof fetch

  now(): string {
    return new Date(Date.now() + this.ahead).toISOString()
  }

  put(record: SyncRecord): void {
    this.seq += 1
    this.records.set(`${record.t}:${record.id}`, { ...record, at: this.seq })
  }

  drop(t: RecordKind, id: string): void {
    this.seq += 1
    this.records.delete(`${t}:${id}`)
    this.gone.push({ t, id, at: this.seq })
  }

  /** Put back to how it stood when `keep` said so: another history, and facts that came later are not known any more. */
  restore(facts: number): void {
    this.history += '*'
    const lost = this.order.splice(facts)
    this.seq = lost[0] ? (this.taken.get(lost[0].id) ?? 1) - 1 : this.seq
    this.restoredAt = this.seq
    for (const fact of lost) {
      this.facts.delete(fact.id)
      this.records.delete(`entry:${fact.id}`)
    }
    this.photos.clear()
  }

  private told(more: Record<string, unknown>): Record<string, unknown> {
    return { now: this.now(), ...more }
  }

  private async answer(path: string, init: RequestInit): Promise<Response> {
    const url = new URL(path, 'https://phone.test')
    const door = url.pathname.replace(/^.*\/v1\//, '')
    const headers = new Headers(init.headers)
    if (door === 'enrol') return this.enrol(JSON.parse(String(init.body)) as { device?: string; wrap?: string })
    const device = [...this.devices.values()].find((one) => headers.get('Authorization') === `Bearer ${one.token}` && !one.wiped)
    if (!device) return json(this.told({ code: 'sign_in', text: 'sign in' }), 401)
    const forgotten = this.problem?.code === 'forget' && (door === 'facts' || door === 'device' || door.startsWith('photos/'))
    if (this.problem && !forgotten) return json(this.told({ code: this.problem.code, text: 'no' }), this.problem.status)
    if (door === 'facts') return this.take((JSON.parse(String(init.body)) as { facts: Fact[] }).facts)
    if (door === 'device/wrap') { device.wrap = (JSON.parse(String(init.body)) as { wrap: string }).wrap; return json(this.told({})) }
    if (door === 'device' && init.method === 'DELETE') { device.wiped = true; return json(this.told({})) }
    if (door === 'device') return json(this.told({ forget: false, backed_up_before: this.backedUpBefore }))
    if (door.startsWith('photos/')) {
      this.photos.set(door.slice(7), new Uint8Array(await (init.body as Blob).arrayBuffer()))
      return json(this.told({ state: 'received' }))
    }
    if (door === 'snapshot') return this.snapshot(url.searchParams.get('after'))
    return this.changes(url.searchParams)
  }

  private enrol(asked: { device?: string; wrap?: string }): Response {
    const id = asked.device ?? crypto.randomUUID()
    const kept = this.devices.get(id)
    const device = { token: crypto.randomUUID(), wrap: asked.wrap ?? kept?.wrap ?? '', wiped: false }
    this.devices.set(id, device)
    return json(this.told({
      device: id, token: device.token, wrap: kept ? kept.wrap || null : null, account: this.account, name: '李月', communities: [{ code: 'x', name: 'y' }],
    }))
  }

  private take(facts: Fact[]): Response {
    const receipts = facts.map((fact) => this.one(fact))
    return json(this.told({ seq: this.seq, hash: this.hashAt(this.seq), receipts }))
  }

  private one(fact: Fact): Receipt {
    const body = JSON.stringify([fact.kind, fact.body])
    const known = this.facts.get(fact.id)
    if (known) {
      if (known.body === body) return known.receipt
      return { id: fact.id, state: 'refused', why: { code: 'id_taken', text: 'taken' } }
    }
    const why = this.refuse(fact)
    const receipt: Receipt = why ? { id: fact.id, state: 'refused', why } : { id: fact.id, state: 'received', noted_at: fact.noted_at, clock: 'agreed' }
    // Refused facts are not kept: corrected, they come again under the same id.
    if (!why) {
      this.facts.set(fact.id, { body, receipt })
      this.order.push(fact)
      this.seq += 1
      this.taken.set(fact.id, this.seq)
      if (fact.kind === 'entry.write') {
        const own = (fact as Fact<'entry.write'>).body
        this.records.set(`entry:${fact.id}`, { t: 'entry', id: fact.id, at: this.seq, d: {
          ...own, handed_in_at: this.now(), read_at: null, returned_at: null, wish_fulfilled_on: null, comments: [], addenda: [],
          photos: (own.photos ?? []).map((photo) => ({ ...photo, here: false })),
        } })
      }
    }
    return receipt
  }

  /** The hash of a record of the chain: after a restore, records with old numbers are others. */
  private hashAt(seq: number): string {
    return `${seq > this.restoredAt ? this.history : 'h'}${seq}`
  }

  private stand(): Record<string, unknown> {
    return { seq: this.seq, hash: this.hashAt(this.seq), scope: this.scope }
  }

  private all(): SyncRecord[] {
    return [...this.records.values()].map(({ t, id, d }) => ({ t, id, d }) as SyncRecord)
  }

  private snapshot(after: string | null): Response {
    const all = this.all()
    const from = after === null ? 0 : Number(after)
    const next = from + this.chunk < all.length ? String(from + this.chunk) : null
    return json(this.told({ ...this.stand(), records: all.slice(from, from + this.chunk), next, total: all.length }))
  }

  private changes(query: URLSearchParams): Response {
    const since = Number(query.get('since'))
    const places = [[query.get('since'), query.get('hash')], query.get('known')?.split(':') ?? [String(this.seq), this.hashAt(this.seq)]]
    if (places.some(([seq, hash]) => Number(seq) > this.seq || hash !== this.hashAt(Number(seq)))) return json(this.told({ code: 'restored', text: 'restored' }), 409)
    if (query.get('scope') !== this.scope) {
      return json(this.told({ ...this.stand(), records: [], gone: [], more: false, reset: true }))
    }
    const records = [...this.records.values()].filter((one) => one.at > since).map(({ t, id, d }) => ({ t, id, d }))
    const gone = this.gone.filter((one) => one.at > since).map(({ t, id }) => ({ t, id }))
    return json(this.told({ ...this.stand(), records, gone, more: false, reset: false }))
  }
}
