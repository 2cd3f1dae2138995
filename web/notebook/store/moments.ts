// Moments in what the pages hand over are by the clock put right; a fact carries them by the device's clock, as it carries its own.
import type { Fact } from '../contract'

const MOMENTS = ['began_at', 'ended_at'] as const

/** The moments of a body, moved by so many ms; a plain copy, with nothing in it that JSON does not say. */
export function moved<B extends object>(kind: Fact['kind'], body: B, by: number): B {
  const copy = JSON.parse(JSON.stringify(body)) as B & Record<string, unknown>
  const names: string[] = kind === 'entry.write' ? [...MOMENTS] : kind === 'concern.open' ? ['noted_at'] : []
  for (const name of names) {
    const moment = copy[name]
    if (typeof moment !== 'string' || by === 0) continue
    const at = Date.parse(moment)
    if (Number.isFinite(at)) (copy as Record<string, unknown>)[name] = new Date(at + by).toISOString()
  }
  return copy
}

/** The fact's body as the pages show it: by the clock put right. */
export function bodyShown<F extends Fact>(fact: F): F['body'] {
  return moved(fact.kind, fact.body, -(fact.clock?.offset_ms ?? 0))
}
