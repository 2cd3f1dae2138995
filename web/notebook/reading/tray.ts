// What lies in the outbox, as its page tells it: how much of each state, what each item is about, and the ways out.

import type { Fact, FactBodies, FactKind, Id } from '../contract'
import type { FactState, OutboxItem, Zone } from '../house'
import { addressOf, residentOf } from './homes'

export type Counts = Record<FactState, number>

export function countsOf(outbox: readonly OutboxItem[]): Counts {
  const counts: Counts = { waiting: 0, sending: 0, received: 0, refused: 0, handed: 0 }
  for (const item of outbox) counts[item.state] += 1
  return counts
}

export type About = Record<'household' | 'resident' | 'concern' | 'entry' | 'courtyard', Id | undefined>

/** Whom or what a fact is about: the ids of its body that a page of the notebook shows. */
export function aboutOf(fact: Fact): About {
  const body = fact.body as Record<string, unknown>
  const id = (name: string): Id | undefined => (typeof body[name] === 'string' ? (body[name] as Id) : undefined)
  if (fact.kind === 'fact.hand') return aboutOf((fact.body as FactBodies['fact.hand']).fact)
  return { household: id('household'), resident: id('resident'), concern: id('concern'), entry: id('entry'), courtyard: id('courtyard') }
}

/** The place or person that a fact names, in words of the zone; '' where the phone does not know it (any more). */
export function placeOf(fact: Fact, zone: Zone): string {
  const about = aboutOf(fact)
  const found = about.resident ? residentOf(zone, about.resident) : null
  const concern = about.concern ? zone.concerns.get(about.concern) : undefined
  const household = found?.household ?? zone.households.get(about.household ?? concern?.household ?? '')
  const address = household ? addressOf(household, zone.courtyards) : zone.courtyards.get(about.courtyard ?? '')?.name ?? ''
  return [address, found?.person.name, concern?.matter].filter(Boolean).join(' · ')
}

/** What a person wrote or chose of a fact, by the field of its body: texts, moments, days. */
type Kind = 'text' | 'time' | 'day'
const FIELDS: Partial<Record<FactKind, Readonly<Record<string, Kind>>>> = {
  'entry.write': { matter: 'text', handling: 'text', result: 'text', wish: 'text', began_at: 'time', ended_at: 'time' },
  'entry.add': { text: 'text' },
  'comment.answer': { text: 'text' },
  'wish.fulfil': { text: 'text', on: 'day' },
  'concern.open': { matter: 'text', settled: 'text' },
  'concern.step': { text: 'text' },
  'resident.left': { on: 'day' },
  'household.left': { on: 'day' },
  'handed.drop': { reason: 'text' },
  'opinion.note': { topic: 'text', text: 'text' },
}

export interface Editable { field: string; type: Kind; value: string }

/** What may be rewritten by hand where no form of its own opens; of moments only those that are there. */
export function editableOf(fact: Fact): Editable[] {
  const body = fact.body as unknown as Record<string, unknown>
  const fields = Object.entries(FIELDS[fact.kind] ?? {}).map(([field, type]) => ({ field, type, value: typeof body[field] === 'string' ? (body[field] as string) : '' }))
  return fields.filter(({ type, value }) => type !== 'time' || value)
}

/** What the item says in the list: its first text. */
export function textOf(fact: Fact): string {
  if (fact.kind === 'fact.hand') return textOf((fact.body as FactBodies['fact.hand']).fact)
  if (fact.kind === 'household.add') return (fact.body as FactBodies['household.add']).people.map((person) => person.name).join('、')
  if (fact.kind === 'resident.add') return (fact.body as FactBodies['resident.add']).name
  return editableOf(fact).find(({ type, value }) => type === 'text' && value.trim())?.value ?? ''
}

/** The fact's body with other words. */
export function rewritten(fact: Fact, edited: Editable[]): FactBodies[FactKind] {
  const written = Object.fromEntries(edited.map(({ field, value }) => [field, value.trim()]))
  return { ...fact.body, ...written } as FactBodies[FactKind]
}

export type WayOut = 'person' | 'home' | 'write' | 'words' | 'hand' | 'discard'
const PERSON: readonly FactKind[] = ['resident.correct', 'resident.add']
const WRITTEN: readonly FactKind[] = ['entry.write', 'concern.open']

/**
 * What can be done about a refused fact: what is invalid is put right, what is another's goes to its keeper, and discarding is
 * always there. Other words cannot mend what is gone, closed or erased.
 */
export function waysOut(item: OutboxItem): WayOut[] {
  if (item.state !== 'refused') return []
  const { kind } = item.fact
  const code = item.receipt?.why?.code ?? 'invalid'
  if (code === 'not_yours' && kind !== 'fact.hand') return ['hand', 'discard']
  if (code !== 'invalid') return ['discard']
  if (PERSON.includes(kind)) return ['person', 'discard']
  if (kind === 'household.add') return ['home', 'discard']
  if (WRITTEN.includes(kind)) return ['write', 'discard']
  return editableOf(item.fact).length ? ['words', 'discard'] : ['discard']
}

/** The latest written first. */
export function latestFirst(items: readonly OutboxItem[]): OutboxItem[] {
  return [...items].sort((one, other) => Date.parse(other.fact.noted_at) - Date.parse(one.fact.noted_at))
}
