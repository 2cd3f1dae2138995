// UUIDv7 made on the phone: what a fact creates bears the fact's id (docs/decisions, 0008).
import type { Id } from '../contract'
import { hex, random } from './bytes'

let last = 0
let count = 0

/** A fresh id. Ids of one program run rise even within a millisecond and where the clock is set back. */
export function newId(at: number = Date.now()): Id {
  if (at > last) {
    last = at
    count = (random(1)[0] ?? 0) & 0x7f
  } else {
    count += 1
    if (count > 0xfff) {
      last += 1
      count = 0
    }
  }
  const time = last.toString(16).padStart(12, '0')
  const order = (0x7000 | count).toString(16)
  const rest = random(8)
  rest[0] = ((rest[0] ?? 0) & 0x3f) | 0x80
  const tail = hex(rest)
  return `${time.slice(0, 8)}-${time.slice(8)}-${order}-${tail.slice(0, 4)}-${tail.slice(4)}`
}

export const AN_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Every id that stands somewhere in a value. */
export function idsIn(value: unknown, found: Set<Id> = new Set()): Set<Id> {
  if (typeof value === 'string') {
    if (AN_ID.test(value)) found.add(value)
  } else if (Array.isArray(value)) {
    for (const part of value) idsIn(part, found)
  } else if (value !== null && typeof value === 'object') {
    for (const part of Object.values(value)) idsIn(part, found)
  }
  return found
}

/** The same value with one id in another's place. */
export function withId<T>(value: T, old: Id, fresh: Id): T {
  if (value === old) return fresh as T
  if (Array.isArray(value)) return value.map((part) => withId(part, old, fresh)) as T
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withId(part, old, fresh)])) as T
  }
  return value
}
