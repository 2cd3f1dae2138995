// What can go wrong between the phone and its server, as the engine tells it apart.
import type { ProblemCode } from '../contract'

/**
 * Besides the server's own problems: offline (no network, no server, nothing came for too long) · stranger (something else
 * answered: the page of a hotel's network) · failed (the server stumbled) · no_wrap (the server keeps no wrap of this phone) ·
 * other (signed in as somebody else than this phone's member) · full (no room on the phone).
 */
export type TroubleCode = ProblemCode | 'offline' | 'stranger' | 'failed' | 'no_wrap' | 'other' | 'full'

export class Trouble extends Error {
  constructor(
    readonly code: TroubleCode,
    /** The server's words where it said some, else the code. */
    text = '',
    /** How long the server asked to be left in peace, in ms. */
    readonly wait: number | null = null,
    options?: ErrorOptions,
  ) {
    super(text || code, options)
    this.name = 'Trouble'
  }
}

/** Whether the server said in words what is the matter. */
export function hasWords(trouble: Trouble): boolean {
  return trouble.message !== trouble.code
}

export function codeOf(error: unknown): TroubleCode {
  return error instanceof Trouble ? error.code : 'failed'
}
