// @vitest-environment node
import { expect, test } from 'vitest'
import { type ClosedAs, closedAs, likelyNext, mayFollow, NotAllowed, type Stage, stageAfter, STAGES, STEP_KINDS, type StepKind } from '../../core/stages'
import { readCases } from './cases'

interface File {
  first: Record<StepKind, string>
  moves: Record<Stage, Record<StepKind, string>>
  call_back: { stage: Stage; satisfaction: string; to: string }[]
  reopen: { closed_as: ClosedAs; to: string }[]
  closed_as: Record<StepKind, ClosedAs | null>
  likely_next: Record<Stage, StepKind[]>
}
const FILE = readCases<File>('stages')
const MOVES = Object.entries(FILE.moves).flatMap(([stage, steps]) =>
  Object.entries(steps).map(([kind, to]) => ({ stage: stage as Stage, kind: kind as StepKind, to })))

/** The stage reached, or the rule against it with a ! before it. */
function outcome(stage: Stage | null, kind: StepKind, told: { satisfaction?: string; closedAs?: string } = {}): string {
  try {
    return stageAfter(stage, kind, told)
  } catch (refused) {
    if (refused instanceof NotAllowed) return `!${refused.rule}`
    throw refused
  }
}

test.each(MOVES)('$stage, then $kind: $to', ({ stage, kind, to }) => {
  expect(outcome(stage, kind)).toBe(to)
  expect(mayFollow(stage, kind)).toBe(!to.startsWith('!'))
})

test('the case file tells every stage with every step', () => {
  expect(MOVES.length).toBe(STAGES.length * STEP_KINDS.length)
})

test.each(Object.entries(FILE.first))('a concern starts with being noted: %s', (kind, to) => {
  expect(outcome(null, kind as StepKind)).toBe(to)
  expect(mayFollow(null, kind as StepKind)).toBe(!to.startsWith('!'))
})

test.each(FILE.call_back)("$stage, the resident's word is $satisfaction", ({ stage, satisfaction, to }) => {
  expect(outcome(stage, 'call_back', { satisfaction })).toBe(to)
})

test.each(FILE.reopen)('closed as $closed_as and reopened', ({ closed_as, to }) => {
  expect(outcome('closed', 'reopen', { closedAs: closed_as })).toBe(to)
})

test.each(Object.entries(FILE.closed_as))('%s closes as what it did', (kind, how) => {
  expect(closedAs(kind as StepKind)).toBe(how)
})

test.each(Object.entries(FILE.likely_next))('likely next after %s, each allowed', (stage, steps) => {
  expect(likelyNext(stage as Stage)).toEqual(steps)
  expect(steps.filter((kind) => !mayFollow(stage as Stage, kind))).toEqual([])
})
