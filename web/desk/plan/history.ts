/** What was drawn, step by step: undo is the inverse of a step, redo of an undo. Drawings are never changed in place. */

const MOST = 200

export interface History<T> {
  readonly past: readonly T[]
  readonly now: T
  readonly future: readonly T[]
}

export function begin<T>(now: T): History<T> {
  return { past: [], now, future: [] }
}

/** One step further; what had been undone is forgotten. The same drawing again is no step. */
export function step<T>(history: History<T>, next: T): History<T> {
  if (next === history.now) return history
  return { past: [...history.past, history.now].slice(-MOST), now: next, future: [] }
}

export function undo<T>(history: History<T>): History<T> {
  const last = history.past.at(-1)
  if (last === undefined) return history
  return { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future] }
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...rest] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.now], now: next, future: rest }
}
