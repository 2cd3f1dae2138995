// Which facts lean on which: a step on a concern that was refused waits with it, so that nothing is said of what is not there.
import type { Fact, Id } from '../contract'
import { idsIn, newId, withId } from './ids'
import type { Kept } from './outbox'

/** The ids that come to be by a fact: its own, and those of the people who are written down with a household. */
function made(fact: Fact): Id[] {
  return fact.kind === 'household.add' ? [fact.id, ...(fact as Fact<'household.add'>).body.people.map((one) => one.id)] : [fact.id]
}

/** The facts that refer, directly or through others, to what these facts would have made; without these themselves. */
export function dependants(all: readonly Kept[], roots: ReadonlySet<Id>): Set<Id> {
  const missing = new Set<Id>()
  const found = new Set<Id>()
  // A fact refers only to what was written before it, so that one pass finds them all.
  for (const { fact } of all) {
    const leans = !roots.has(fact.id) && [...idsIn(fact.body)].some((id) => missing.has(id))
    if (leans) found.add(fact.id)
    if (leans || roots.has(fact.id)) for (const id of made(fact)) missing.add(id)
  }
  return found
}

/** The waiting facts that must wait for a refused one. */
export function heldBack(all: readonly Kept[]): Set<Id> {
  return dependants(all, new Set(all.filter((kept) => kept.state === 'refused').map((kept) => kept.fact.id)))
}

/** What was refused only because it leans on a refused fact waits with that one; its receipt is kept. */
export function waitingWithTheirs(all: readonly Kept[]): Kept[] {
  const missing = new Set<Id>()
  return all.map((kept) => {
    const leans = [...idsIn(kept.fact.body)].some((id) => missing.has(id))
    const waits = leans && kept.state === 'refused' && kept.receipt?.why?.code === 'missing'
    if (kept.state === 'refused' || (leans && kept.state === 'waiting')) for (const id of made(kept.fact)) missing.add(id)
    return waits ? { ...kept, state: 'waiting' } : kept
  })
}

/** Without the discarded one; what waited with it is told again why it was refused. */
export function discarded(all: readonly Kept[], id: Id): (Kept | null)[] {
  const leaning = dependants(all, new Set([id]))
  return all.map((kept) => {
    if (kept.fact.id === id) return null
    return leaning.has(kept.fact.id) && kept.receipt?.state === 'refused' ? { ...kept, state: 'refused' } : kept
  })
}

/**
 * A refused fact written anew, under the id it had: the server keeps nothing of what it refused. Only where that id is another's
 * does it get a fresh one, and what leans on it follows. What was refused for leaning on it is tried again.
 */
export function corrected(all: readonly Kept[], id: Id, body: Fact['body']): Kept[] {
  const old = all.find((kept) => kept.fact.id === id)
  const fresh = old?.receipt?.why?.code === 'id_taken' ? newId() : id
  const leaning = dependants(all, new Set([id]))
  return all.map((kept) => {
    const own = kept.fact.id === id
    if (!own && !leaning.has(kept.fact.id)) return kept
    const fact: Fact = own ? { ...kept.fact, body } : kept.fact
    return { fact: fresh === id ? fact : withId(fact, id, fresh), state: 'waiting', receipt: null, seq: null }
  })
}
