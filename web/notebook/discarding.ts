// What is discarded can be had back for a while: only after ten seconds is it gone from the phone. Where the notebook is
// closed before, nothing was discarded.

import { shallowReactive } from 'vue'
import type { Id } from './contract'
import type { Notebook } from './house'

const UNDO_MS = 10_000
const timers = shallowReactive(new Map<Id, ReturnType<typeof setTimeout>>())

export function isGoing(fact: Id): boolean {
  return timers.has(fact)
}

export function discardLater(notebook: Notebook, fact: Id): void {
  clearTimeout(timers.get(fact))
  timers.set(fact, setTimeout(() => {
    timers.delete(fact)
    // A notebook that was locked meanwhile keeps it: the person sees it again and decides again.
    if (notebook.phase.value === 'open') void notebook.discard(fact).catch(() => undefined)
  }, UNDO_MS))
}

export function keepAfterAll(fact: Id): void {
  clearTimeout(timers.get(fact))
  timers.delete(fact)
}
