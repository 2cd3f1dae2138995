// The story of a concern: what the server told, and what is still on its way from this phone, newest last.

import type { ConcernRecord, FactBodies, Id, Moment, Satisfaction } from '../contract'
import type { FactState, OutboxItem } from '../house'

export interface Told {
  id: Id
  kind: string
  text: string
  at: Moment
  by: string
  told: boolean
  satisfaction: string
  /** Of a step written on this phone that the server has not taken yet; null once it stands in the concern. */
  state: FactState | null
}

/** Steps of the record and those in the outbox that it does not show yet; one that waits carries its own state. */
export function storyOf(id: Id, concern: ConcernRecord, outbox: OutboxItem[], me: string): Told[] {
  const own = new Map(outbox.filter((item) => item.fact.kind === 'concern.step' || item.fact.kind === 'concern.open').map((item) => [item.fact.id, item]))
  const known = concern.steps.map((step): Told => {
    const state = own.get(step.id)?.state ?? null
    return { ...step, state: state === 'received' ? null : state }
  })
  const there = new Set(concern.steps.map((step) => step.id))
  const waiting = [...own.values()].flatMap((item): Told[] => {
    const body = item.fact.body as FactBodies['concern.step']
    if (item.fact.kind !== 'concern.step' || body.concern !== id || there.has(item.fact.id) || item.state === 'received') return []
    const { kind, text = '', told_resident: told = false, satisfaction = 'not_asked' } = body
    return [{ id: item.fact.id, kind, text: withParties(text, body.parties), at: item.fact.noted_at, by: me, told, satisfaction, state: item.state }]
  })
  return [...known, ...waiting].sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}

function withParties(text: string, parties: string[] = []): string {
  return [parties.join('、'), text].filter(Boolean).join('\n')
}

/** What each kind of step asks for besides its text (as the desk's composer does). */
export interface Asked { text: 'needed' | 'may'; told: boolean; satisfaction: boolean; parties: boolean; level: boolean }

const NEEDS_TEXT = new Set(['settle', 'answer', 'reopen', 'withdraw', 'object', 'refuse', 'decide', 'comment'])

export function askedBy(kind: string): Asked {
  return {
    text: NEEDS_TEXT.has(kind) ? 'needed' : 'may',
    told: kind === 'settle' || kind === 'coordinate' || kind === 'report' || kind === 'refuse',
    satisfaction: kind === 'call_back',
    parties: kind === 'coordinate',
    level: kind === 'report',
  }
}

/** Which kinds of step a phone can write; others of `can` (deciding on an objection, merging) belong to the desk. */
const ON_THE_PHONE = new Set([
  'take_in_hand', 'report', 'coordinate', 'settle', 'answer', 'call_back', 'reopen', 'close', 'withdraw', 'acknowledge', 'comment',
])

export function offered(can: readonly string[]): string[] {
  return [...new Set(can)].filter((kind) => ON_THE_PHONE.has(kind))
}

const LEVELS = ['member', 'community', 'council', 'street']

/** How far up a concern can be reported from where it lies, the next level first. */
export function levelsAbove(level: string): string[] {
  return LEVELS.slice(LEVELS.indexOf(level) + 1)
}

/** The parties named in one line. */
export function partiesOf(line: string): string[] {
  return line.normalize('NFKC').split(/[、,;\n]+/).map((party) => party.trim()).filter(Boolean)
}

export interface Written { kind: string; text: string; told: boolean; satisfaction: Satisfaction | ''; parties: string; level: string }

/** What is still missing of a step, by field; empty where it can be written down. */
export function missingOf(step: Written): ('text' | 'satisfaction' | 'parties')[] {
  const asked = askedBy(step.kind)
  const missing: ('text' | 'satisfaction' | 'parties')[] = []
  if (asked.text === 'needed' && !step.text.trim()) missing.push('text')
  if (asked.satisfaction && !step.satisfaction) missing.push('satisfaction')
  if (asked.parties && !partiesOf(step.parties).length) missing.push('parties')
  return missing
}

/** The fact of a step: only what its kind asks for. */
export function stepBody(concern: Id, step: Written): FactBodies['concern.step'] {
  const asked = askedBy(step.kind)
  return {
    concern,
    kind: step.kind,
    ...(step.text.trim() && { text: step.text.trim() }),
    ...(asked.told && { told_resident: step.told }),
    ...(asked.satisfaction && step.satisfaction && { satisfaction: step.satisfaction }),
    ...(asked.parties && { parties: partiesOf(step.parties) }),
    ...(asked.level && step.level && { level: step.level }),
  }
}
