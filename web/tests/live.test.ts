import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { kindOf, Line } from '../desk/live'

class FakeSource extends EventTarget {
  static readonly CLOSED = 2
  static made: FakeSource[] = []
  readyState = 0
  constructor(readonly url: string) {
    super()
    FakeSource.made.push(this)
  }
  close(): void {
    this.readyState = 2
  }
  hears(data: string): void {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
  opens(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
  }
  fails(closed: boolean): void {
    this.readyState = closed ? 2 : 0
    this.dispatchEvent(new Event('error'))
  }
}

const told: unknown[] = []
const listen = (event: Event): void => void told.push((event as CustomEvent<unknown>).detail)

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
  FakeSource.made = []
  told.length = 0
  document.documentElement.lang = 'en'
  document.body.innerHTML = '<p data-live-state hidden></p>'
  document.body.addEventListener('live', listen)
})

afterEach(() => {
  document.body.removeEventListener('live', listen)
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function line(): { line: Line; source: FakeSource } {
  const made = new Line('/events')
  made.open()
  return { line: made, source: FakeSource.made[0]! }
}

const state = (): HTMLElement => document.querySelector<HTMLElement>('[data-live-state]')!

test('many events at once are one refresh, which says of what kinds they were', () => {
  const { source } = line()
  source.opens()
  source.hears('{"kind": "concern.open", "seq": 7}')
  source.hears('{"kind": "concern.step", "seq": 8}')
  source.hears('{"kind": "diary.hand_in", "seq": 9}')
  expect(told).toEqual([])
  vi.advanceTimersByTime(500)
  expect(told).toEqual([{ kinds: ['concern', 'diary'] }])
})

test('an element can wait for one kind alone', () => {
  const { source } = line()
  const heard = vi.fn()
  document.body.addEventListener('live:concern', heard)
  source.hears('{"kind": "diary.hand_in"}')
  vi.advanceTimersByTime(500)
  expect(heard).not.toHaveBeenCalled()
  source.hears('{"kind": "concern.open"}')
  vi.advanceTimersByTime(500)
  expect(heard).toHaveBeenCalledTimes(1)
  document.body.removeEventListener('live:concern', heard)
})

test('a cut line is told after a while, and untold with a refresh once it is back', () => {
  const { source } = line()
  source.opens()
  source.fails(false)
  expect(state().hidden).toBe(true)
  vi.advanceTimersByTime(5000)
  expect(state().hidden).toBe(false)
  expect(state().textContent).toContain('cut')
  source.opens()
  vi.advanceTimersByTime(500)
  expect(state().hidden).toBe(true)
  expect(told).toEqual([{ kinds: [] }])
})

test('a short stumble is not told', () => {
  const { source } = line()
  source.fails(false)
  vi.advanceTimersByTime(1000)
  source.opens()
  vi.advanceTimersByTime(10000)
  expect(state().hidden).toBe(true)
})

test('after an error of the server it tries again, each time later', () => {
  line()
  FakeSource.made[0]!.fails(true)
  vi.advanceTimersByTime(2000)
  expect(FakeSource.made).toHaveLength(2)
  FakeSource.made[1]!.fails(true)
  vi.advanceTimersByTime(3999)
  expect(FakeSource.made).toHaveLength(2)
  vi.advanceTimersByTime(1)
  expect(FakeSource.made).toHaveLength(3)
})

test('a page out of sight lets go of its connection and refreshes when it is back', () => {
  const { line: made, source } = line()
  source.opens()
  made.close()
  expect(source.readyState).toBe(FakeSource.CLOSED)
  made.open()
  FakeSource.made[1]!.opens()
  vi.advanceTimersByTime(500)
  expect(told).toEqual([{ kinds: [] }])
})

test('the kind is the room of the record; what cannot be read has none', () => {
  expect([kindOf('{"kind": "concern.open"}'), kindOf('hello'), kindOf('{"kind": 3}'), kindOf('null')]).toEqual([
    'concern',
    '',
    '',
    '',
  ])
})
