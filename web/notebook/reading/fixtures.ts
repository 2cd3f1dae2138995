// What a courtyard has: the kinds, how each is written in one sign, and what is to be looked at first.
import type { Day, FixturePart } from '../contract'
import { t } from '../words'

export const FIXTURE_KINDS = ['extinguisher', 'hydrant', 'flammables', 'gas', 'wiring', 'blocked', 'structure', 'dog', 'problem', 'other'] as const
export type FixtureKind = (typeof FIXTURE_KINDS)[number]

function known(kind: string): FixtureKind {
  return FIXTURE_KINDS.find((one) => one === kind) ?? 'other'
}

export function nameOf(kind: string): string {
  return t(`fixture.${known(kind)}`)
}

export function signOf(kind: string): string {
  return t(`fixtureSign.${known(kind)}`)
}

/** Whether its check should have been done before today. */
export function isOverdue(fixture: FixturePart, today: Day): boolean {
  return fixture.check_by !== null && fixture.check_by < today
}

/** What is to be checked first before the rest. */
export function inOrder(fixtures: readonly FixturePart[]): FixturePart[] {
  return [...fixtures].sort((a, b) => (a.check_by ?? '9999').localeCompare(b.check_by ?? '9999') || a.id.localeCompare(b.id))
}

/** A hazard that says nothing but that there is something must be told in words. */
export function needsWords(kind: string, note: string): boolean {
  return (kind === 'problem' || kind === 'other') && note.trim() === ''
}
