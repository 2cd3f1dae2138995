// What lies in the outbox, as its page tells it: how much of each state, what each item is about, and the ways out.

import type { Fact, FactBodies, FactKind, Id, Moment } from '../contract'
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

/** The texts of a fact that a person wrote, by the field of the body. */
const TEXTS: Partial<Record<FactKind, readonly string[]>> = {
  'entry.write': ['matter', 'handling', 'result', 'wish'],
  'entry.add': ['text'],
  'comment.answer': ['text'],
  'wish.fulfil': ['text'],
  'concern.open': ['matter', 'settled'],
  'concern.step': ['text'],
  'resident.add': ['name'],
  'handed.drop': ['reason'],
  'opinion.note': ['topic', 'text'],
}

export interface TextField { field: string; value: string }

/** What may be rewritten by hand where no form of its own opens. */
export function textsOf(fact: Fact): TextField[] {
  const body = fact.body as unknown as Record<string, unknown>
  return (TEXTS[fact.kind] ?? []).map((field) => ({ field, value: typeof body[field] === 'string' ? (body[field] as string) : '' }))
}

/** What the item says in the list: its first text. */
export function textOf(fact: Fact): string {
  if (fact.kind === 'fact.hand') return textOf((fact.body as FactBodies['fact.hand']).fact)
  if (fact.kind === 'household.add') return (fact.body as FactBodies['household.add']).people.map((person) => person.name).join('、')
  return textsOf(fact).find((text) => text.value.trim())?.value ?? ''
}

/** The fact's body with other texts. */
export function withTexts<K extends FactKind>(fact: Fact<K>, texts: TextField[]): FactBodies[K] {
  const written = Object.fromEntries(texts.map(({ field, value }) => [field, value.trim()]))
  return { ...fact.body, ...written }
}

export type WayOut = 'person' | 'texts' | 'hand' | 'discard'
const PERSON: readonly FactKind[] = ['resident.correct', 'resident.add']
/** A refusal that another text cannot mend: who is asked for is gone, closed or another's. */
const FINAL = new Set(['id_taken', 'erased', 'unknown_kind'])

/** What can be done about a refused fact. Discarding is always there; an erased person's fact goes to nobody. */
export function waysOut(item: OutboxItem): WayOut[] {
  if (item.state !== 'refused') return []
  const code = item.receipt?.why?.code ?? 'invalid'
  const ways: WayOut[] = []
  if (!FINAL.has(code)) {
    if (PERSON.includes(item.fact.kind)) ways.push('person')
    else if (textsOf(item.fact).length) ways.push('texts')
  }
  if (code === 'not_yours' && item.fact.kind !== 'fact.hand') ways.push('hand')
  return [...ways, 'discard']
}

/** Where a fact's own page is; null where it has none. */
export function pageOf(fact: Fact): { name: string; id: Id } | null {
  const about = aboutOf(fact)
  if (fact.kind === 'concern.open') return { name: 'concern', id: fact.id }
  if (about.concern) return { name: 'concern', id: about.concern }
  if (about.resident) return { name: 'person', id: about.resident }
  if (about.household) return { name: 'household', id: about.household }
  return fact.kind === 'household.add' ? { name: 'household', id: fact.id } : null
}

/** The latest written first. */
export function latestFirst(items: readonly OutboxItem[]): OutboxItem[] {
  const at = (item: OutboxItem): Moment => item.fact.noted_at
  return [...items].sort((one, other) => Date.parse(at(other)) - Date.parse(at(one)))
}
