// Corrections of one record by several people (minqing/method/merging.py, the same cases): the later noted shows, both are kept.

export type Value = unknown
export type Fields = Readonly<Record<string, Value>>
/** What shows and what it displaced, when each was noted (null: before corrections were counted). */
export interface FieldClash { field: string; shown: Value; other: Value; shownAt: number | null; otherAt: number | null; theirsShown: boolean }
/** `values`: to be written. `noted`: when each field spoken of was last noted, from now on. */
export interface Merged { values: Record<string, Value>; clashes: FieldClash[]; noted: Record<string, number> }
export interface Correction { seen: Fields; set: Fields; now: Fields; noted: Readonly<Record<string, number>>; at: number }

/** What a correction noted at `at` does to a record that stands at `now`. Fields not changed against `seen` are never written. */
export function merge({ seen, set, now, noted, at }: Correction): Merged {
  const merged: Merged = { values: {}, clashes: [], noted: {} }
  for (const field of Object.keys(set).sort()) {
    const wanted = set[field]
    const stands = now[field]
    if (sameValue(wanted, seen[field])) continue
    const last = noted[field] ?? null
    merged.noted[field] = last === null ? at : Math.max(at, last)
    if (sameValue(wanted, stands)) continue
    // Noted later though it looks as it was seen: changed and changed back meanwhile.
    const meanwhile = !sameValue(stands, seen[field]) || (last !== null && last > at)
    const shows = !meanwhile || isLater(at, wanted, last, stands)
    if (shows) merged.values[field] = wanted
    if (!meanwhile) continue
    merged.clashes.push(shows
      ? { field, shown: wanted, other: stands, shownAt: at, otherAt: last, theirsShown: false }
      : { field, shown: stands, other: wanted, shownAt: last, otherAt: at, theirsShown: true })
  }
  return merged
}

/** Whether two values say the same: equal, or both nothing (null, empty text, an empty list). */
export function sameValue(one: Value, other: Value): boolean {
  return (saysNothing(one) && saysNothing(other)) || spelled(one) === spelled(other)
}

function saysNothing(value: Value): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** One spelling of a value, the same as Python's: characters beyond ASCII escaped. */
function spelled(value: Value): string {
  const text = JSON.stringify(value ?? null)
  return text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Whether the correction shows; of two noted in the same moment the one whose spelling sorts later, on any machine. */
function isLater(at: number, wanted: Value, last: number | null, stands: Value): boolean {
  if (last === null || at !== last) return last === null || at > last
  return spelled(wanted) > spelled(stands)
}
