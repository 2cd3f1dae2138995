// When something was noted, told by a phone whose clock may be wrong (minqing/method/clocks.py, the same cases).

/** Two offsets that lie no further apart are one; a clock that is off by less is right. */
export const TOLERANCE_MS = 2 * 60_000
export const LONGEST_WITHOUT_CONTACT_MS = 14 * 86_400_000

export type ClockState = 'agreed' | 'corrected' | 'bounded'
/** Instants in milliseconds by the server's clock; `promisesFrom`: from when promises count. */
export interface Taken { at: number; state: ClockState; lower: number; upper: number; promisesFrom: number }
export interface Clocks {
  /** By the phone's clock. */
  notedAt: number
  sentAt: number
  /** The phone's clock minus the server's at the last contact before noting. */
  offsetAtContactMs: number | null
  /** By the server's clock. */
  contactAt: number | null
  receivedAt: number
}

/** When it was noted by the server's clock, never after the arrival: corrected where both ends agree, bounded where they do not. */
export function notedTime({ notedAt, sentAt, offsetAtContactMs, contactAt, receivedAt }: Clocks): Taken {
  const atDelivery = Math.floor(sentAt - receivedAt)
  const contact = contactAt === null ? null : Math.min(contactAt, receivedAt)
  if (contact !== null && offsetAtContactMs !== null && agree(offsetAtContactMs, atDelivery)) {
    const right = notedAt - offsetAtContactMs
    // Outside of these the clock was set forward and back in between, whatever it says at both ends.
    if (right >= contact - TOLERANCE_MS && right <= receivedAt + TOLERANCE_MS) {
      const at = Math.min(right, receivedAt)
      const state = agree(offsetAtContactMs, 0) ? 'agreed' : 'corrected'
      const lower = Math.max(at, contact) - TOLERANCE_MS
      return { at, state, lower, upper: Math.min(at + TOLERANCE_MS, receivedAt), promisesFrom: at }
    }
  }
  const lower = contact ?? receivedAt - LONGEST_WITHOUT_CONTACT_MS
  // A clock that is right now was put right by the network on its return: until then it was as at the contact.
  const offsets = isRight(atDelivery) ? [offsetAtContactMs, atDelivery] : [atDelivery, offsetAtContactMs]
  const readings = offsets.filter((offset) => offset !== null).map((offset) => notedAt - offset)
  const within = readings.find((reading) => reading >= lower && reading <= receivedAt)
  const at = within ?? Math.min(Math.max(readings[0] ?? receivedAt, lower), receivedAt)
  return { at, state: 'bounded', lower, upper: receivedAt, promisesFrom: receivedAt }
}

/** Another moment of the same fact by the phone's clock (a visit's begin, its end), by the server's. */
export function shifted(moment: number, notedAt: number, taken: Taken): number {
  if (taken.state !== 'agreed') return taken.at + (moment - notedAt)
  return moment <= notedAt ? Math.min(moment, taken.upper) : moment
}

/** Whether a clock that far off must be spoken of. */
export function isRight(offsetMs: number): boolean {
  return agree(offsetMs, 0)
}

function agree(one: number, other: number): boolean {
  return Math.abs(one - other) <= TOLERANCE_MS
}
