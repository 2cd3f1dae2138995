/** Which rows are drawn: those in sight and a few around, all of one height. Pure. */

export interface Sight {
  first: number
  /** Without this one. */
  end: number
}

/** The rows in sight of a box scrolled to `top`, `around` more on either side; never beyond the ends. */
export function inSight(top: number, height: number, rowHeight: number, total: number, around = 8): Sight {
  if (total === 0 || rowHeight <= 0) return { first: 0, end: 0 }
  const first = Math.max(0, Math.floor(top / rowHeight) - around)
  const end = Math.min(total, Math.ceil((top + height) / rowHeight) + around)
  return { first: Math.min(first, total), end: Math.max(end, Math.min(first, total)) }
}

/** How far to scroll so that a row is in sight, from where it is scrolled to now. */
export function scrolledTo(place: number, top: number, height: number, rowHeight: number): number {
  const above = place * rowHeight
  if (above < top) return above
  return above + rowHeight > top + height ? above + rowHeight - height : top
}
