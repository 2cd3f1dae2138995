import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { lockWhenLeft, OUT_OF_SIGHT } from '../../notebook/store/leftAlone'

let locks = 0
let sight: DocumentVisibilityState = 'visible'
beforeEach(() => {
  vi.useFakeTimers()
  locks = 0
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => sight)
})
beforeAll(() => lockWhenLeft(() => { locks += 1 }))
afterEach(() => {
  see('visible')
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function see(what: DocumentVisibilityState): void {
  sight = what
  document.dispatchEvent(new Event('visibilitychange'))
}

test('a notebook out of sight for five minutes locks itself', () => {
  see('hidden')
  vi.advanceTimersByTime(OUT_OF_SIGHT - 1)
  expect(locks).toBe(0)
  vi.advanceTimersByTime(1)
  expect(locks).toBe(1)
})

test('one that was looked at in between stays open', () => {
  see('hidden')
  vi.advanceTimersByTime(OUT_OF_SIGHT - 1000)
  see('visible')
  vi.advanceTimersByTime(OUT_OF_SIGHT)
  expect(locks).toBe(0)
})

test('one that the phone froze locks itself when it is seen again', () => {
  see('hidden')
  vi.setSystemTime(Date.now() + OUT_OF_SIGHT)
  see('visible')
  expect(locks).toBe(1)
})
