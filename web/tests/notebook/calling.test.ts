// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest'
import { Api } from '../../notebook/sync/api'
import { Backoff } from '../../notebook/sync/backoff'
import { clockFrom } from '../../notebook/sync/clock'

const NOW = '2026-11-24T01:00:00.000Z'
const GOOD = { now: NOW, seq: 3, hash: 'h', scope: 's', records: [], gone: [], more: false, reset: false }
afterEach(() => vi.useRealTimers())

function answering(body: unknown, status = 200, headers: Record<string, string> = { 'Content-Type': 'application/json' }): typeof fetch {
  return (async () => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers })) as typeof fetch
}

function changes(send: typeof fetch): Promise<unknown> {
  return new Api('110101005012', () => 'token', undefined, send).changes(1, 'h', 's', '2:k')
}

test('a request bears the token, the program\'s version, no cookie, and follows no redirect', async () => {
  const calls: [string, RequestInit][] = []
  await changes((async (path: string, init: RequestInit) => {
    calls.push([path, init])
    return new Response(JSON.stringify(GOOD), { headers: { 'Content-Type': 'application/json' } })
  }) as typeof fetch)
  const [path, init] = calls[0] ?? ['', {}]
  expect(path).toBe('/110101005012/sync/v1/changes?since=1&hash=h&scope=s&known=2%3Ak')
  expect([init.credentials, init.redirect, init.cache]).toEqual(['omit', 'error', 'no-store'])
  expect(init.headers).toMatchObject({ Authorization: 'Bearer token', 'X-Minqing-Client': '1' })
})

test.each([
  ['a page of a captive portal', '<html>', 200, { 'Content-Type': 'text/html' }, 'stranger'],
  ['a page that calls itself JSON', '<html>', 200, { 'Content-Type': 'application/json' }, 'stranger'],
  ['JSON of another shape', { ok: true }, 200, undefined, 'stranger'],
  ['JSON without the time', { ...GOOD, now: undefined }, 200, undefined, 'stranger'],
  ['records that are none', { ...GOOD, records: [{ t: 'household' }] }, 200, undefined, 'stranger'],
  ['a bare 401', '', 401, { 'Content-Type': 'text/plain' }, 'stranger'],
  ['a 410 that says something else', { code: 'sign_in', text: '' }, 410, undefined, 'stranger'],
  ['a stumbling server', 'oops', 500, { 'Content-Type': 'text/html' }, 'failed'],
  ['a proxy without a server', 'oops', 502, { 'Content-Type': 'text/html' }, 'failed'],
  ['the server\'s word to sign in', { code: 'sign_in', text: 'x' }, 401, undefined, 'sign_in'],
  ['the server\'s word to forget', { code: 'forget', text: 'x' }, 410, undefined, 'forget'],
  ['the server\'s word to update', { code: 'update', text: 'x' }, 426, undefined, 'update'],
  ['a proxy that is busy', 'wait', 503, { 'Content-Type': 'text/html' }, 'busy'],
] as const)('%s is told apart', async (_, body, status, headers, code) => {
  await expect(changes(answering(body, status, headers ? { ...headers } : undefined))).rejects.toMatchObject({ code })
})

test('busy says how long to wait', async () => {
  const send = answering({ code: 'busy', text: '忙' }, 429, { 'Content-Type': 'application/json', 'Retry-After': '7' })
  await expect(changes(send)).rejects.toMatchObject({ code: 'busy', wait: 7000, message: '忙' })
})

test('a line that stands still for a minute is given up, one that moves is not', async () => {
  vi.useFakeTimers()
  const text = JSON.stringify(GOOD)
  const slow = (pause: number) => (async (_: string, init: RequestInit) => {
    let at = 0
    const body = new ReadableStream<Uint8Array>({
      async pull(control) {
        await new Promise((resolve, reject) => {
          setTimeout(resolve, pause)
          init.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
        })
        if (at >= text.length) control.close()
        else control.enqueue(new TextEncoder().encode(text.slice(at, (at += 10))))
      },
    })
    return new Response(body, { headers: { 'Content-Type': 'application/json' } })
  }) as typeof fetch
  const moving = changes(slow(50_000))
  await vi.advanceTimersByTimeAsync(50_000 * text.length)
  expect(await moving).toMatchObject({ seq: 3 })
  const still = expect(changes(slow(70_000))).rejects.toMatchObject({ code: 'offline' })
  await vi.advanceTimersByTimeAsync(70_000)
  await still
})

test('after it is closed nothing more is asked', async () => {
  let asked = 0
  const api = new Api('110101005012', () => 'token', undefined, (async () => { asked += 1; throw new TypeError() }) as typeof fetch)
  api.close()
  await expect(api.device()).rejects.toMatchObject({ code: 'offline' })
  expect(asked).toBe(0)
})

test('the clock\'s offset is taken at the middle of the way, and not at all where it was set on the way', () => {
  const server = Date.parse(NOW)
  expect(clockFrom(NOW, server + 7_200_000 - 400, server + 7_200_000 + 400)?.offset).toBe(7_200_000)
  expect(clockFrom(NOW, server, server - 1000)).toBeNull()
  expect(clockFrom('soon', 0, 1)).toBeNull()
})

test('waiting doubles up to five minutes, anywhere within, and begins anew after a success', () => {
  const most = new Backoff(() => 1)
  expect(Array.from({ length: 10 }, () => most.failed())).toEqual([2000, 4000, 8000, 16000, 32000, 64000, 128000, 256000, 300000, 300000])
  most.succeeded()
  expect(most.failed()).toBe(2000)
  const least = new Backoff(() => 0)
  expect(least.failed()).toBe(0)
  expect(least.failed(5000)).toBe(5000)
})
