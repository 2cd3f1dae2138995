// The device's clock against the server's. Both are kept with every fact; what the phone shows is put right by the last contact.
import type { Fact, Moment } from '../contract'

export interface ClockState {
  /** Device minus server, in ms. */
  offset: number
  /** When the server was last spoken to: by its own clock, and by the device's (ms). */
  contactAt: number
  deviceAt: number
}

/** The clock as one answer tells it: the server's time is taken to be that of the middle of the way. */
export function clockFrom(now: Moment, askedAt: number, cameAt: number): ClockState | null {
  const server = Date.parse(now)
  // The clock was set while the answer was on its way: it tells nothing.
  if (!Number.isFinite(server) || cameAt < askedAt) return null
  return { offset: Math.round((askedAt + cameAt) / 2 - server), contactAt: server, deviceAt: cameAt }
}

export class Clock {
  state: ClockState | null = null

  constructor(private readonly device: () => number = () => Date.now()) {}

  /** What a fact carries of the clock. */
  carried(): Fact['clock'] {
    const { state } = this
    return state && { offset_ms: state.offset, contact_at: new Date(state.contactAt).toISOString() }
  }

  /** Now, by the device's clock: what a fact is noted at. */
  deviceNow(): Moment {
    return new Date(this.device()).toISOString()
  }

  /** Now, as the server would say. */
  now(): Date {
    return new Date(this.device() - (this.state?.offset ?? 0))
  }
}
