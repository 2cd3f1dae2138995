// Promises as a list reads them: what comes first, whether it is late, where now lies between noted and due.

import type { ConcernRecord, Id, Moment } from '../contract'
import { dueState, type DueState } from '../look/when'

export type Urgency = DueState | 'none'

export interface Promised { name: string; due: Moment; known: boolean }
export interface ConcernLine { id: Id; concern: ConcernRecord; next: Promised | null; urgency: Urgency }

/** The open promise that comes first. */
export function nextPromise(concern: ConcernRecord): Promised | null {
  return [...concern.promises].sort((one, other) => Date.parse(one.due) - Date.parse(other.due))[0] ?? null
}

/** What is open, by promise: the longest late first, then what is due next, then what has none, the newest first; closed ones last. */
export function byPromise(concerns: Iterable<[Id, ConcernRecord]>, now: Date): ConcernLine[] {
  const lines = [...concerns].map(([id, concern]): ConcernLine => {
    const next = concern.stage === 'closed' ? null : nextPromise(concern)
    return { id, concern, next, urgency: next ? dueState(next.due, now) : 'none' }
  })
  const due = (line: ConcernLine): number => (line.next ? Date.parse(line.next.due) : Infinity)
  const closed = (line: ConcernLine): number => Number(line.concern.stage === 'closed')
  return lines.sort((one, other) => closed(one) - closed(other) || (due(one) === due(other) ? 0 : due(one) - due(other))
    || Date.parse(other.concern.noted_at) - Date.parse(one.concern.noted_at))
}

export type Filter = 'mine' | 'zone' | 'late' | 'closed'

/** Which lines a filter chip leaves. `zone`: open ones of the zone that somebody else leads. */
export function chosen(lines: ConcernLine[], filter: Filter): ConcernLine[] {
  const open = (line: ConcernLine): boolean => line.concern.stage !== 'closed'
  if (filter === 'closed') return lines.filter((line) => !open(line))
  if (filter === 'late') return lines.filter((line) => open(line) && line.urgency === 'late')
  return lines.filter((line) => open(line) && line.concern.mine === (filter === 'mine'))
}

/** Of the way from noted to due, how much has gone, from 0 to 1; `late` once due has passed. */
export function clockBar(noted: Moment, due: Moment, now: Date): { gone: number; late: boolean } {
  const whole = Date.parse(due) - Date.parse(noted)
  const gone = whole <= 0 ? 1 : (now.getTime() - Date.parse(noted)) / whole
  return { gone: Math.min(1, Math.max(0, gone)), late: now.getTime() > Date.parse(due) }
}
