// The stages of a concern and which step leads from which to which (minqing/method/stages.py, the same cases). The desk decides;
// here it is asked which steps to offer and what a step not yet sent will have done.

export const STAGES = ['noted', 'settled', 'in_hand', 'reported', 'coordinated', 'answered', 'confirmed', 'reopened', 'closed'] as const
export const STEP_KINDS = [
  'note', 'settle', 'take_in_hand', 'report', 'coordinate', 'answer', 'call_back', 'reopen', 'extend', 'object', 'decide', 'merge',
  'split', 'withdraw', 'refuse', 'close', 'comment',
] as const
export type Stage = (typeof STAGES)[number]
export type StepKind = (typeof STEP_KINDS)[number]
export type ClosedAs = 'answered' | 'merged' | 'withdrawn' | 'refused'

/** A step that may not be taken, with the rule against it. */
export class NotAllowed extends Error {
  constructor(readonly rule: string) {
    super(rule)
  }
}

const IN_WORK: readonly Stage[] = ['noted', 'in_hand', 'reported', 'coordinated', 'reopened']
const DISPATCHED: readonly Stage[] = ['in_hand', 'reported', 'coordinated']
const ANSWERED: readonly Stage[] = ['settled', 'answered']
const SAME = null

/** step: the stages it may be taken in, the stage it leads to or SAME */
const MOVES: Readonly<Record<Exclude<StepKind, 'note'>, readonly [readonly Stage[], Stage | null]>> = {
  settle: [[...IN_WORK, 'answered'], 'settled'],
  take_in_hand: [['noted', 'reopened'], 'in_hand'],
  report: [['noted', 'in_hand', 'reported', 'reopened'], 'reported'],
  coordinate: [IN_WORK, 'coordinated'],
  answer: [[...IN_WORK, ...ANSWERED], 'answered'],
  call_back: [ANSWERED, 'confirmed'],
  reopen: [[...ANSWERED, 'confirmed', 'closed'], 'reopened'],
  extend: [[...IN_WORK, ...ANSWERED], SAME],
  object: [DISPATCHED, SAME],
  decide: [DISPATCHED, SAME],
  merge: [[...IN_WORK, ...ANSWERED], 'closed'],
  split: [IN_WORK, SAME],
  withdraw: [IN_WORK, 'closed'],
  refuse: [IN_WORK, 'closed'],
  close: [[...ANSWERED, 'confirmed'], 'closed'],
  comment: [STAGES, SAME],
}
const CLOSED_AS: Partial<Record<StepKind, ClosedAs>> = { close: 'answered', merge: 'merged', withdraw: 'withdrawn', refuse: 'refused' }
const LIKELY_NEXT: Readonly<Record<Stage, readonly StepKind[]>> = {
  noted: ['settle', 'take_in_hand', 'report'],
  settled: ['call_back', 'close'],
  in_hand: ['settle', 'answer', 'report', 'coordinate'],
  reported: ['coordinate', 'answer'],
  coordinated: ['answer', 'settle', 'coordinate'],
  answered: ['call_back', 'reopen'],
  confirmed: ['close', 'reopen'],
  reopened: ['take_in_hand', 'settle', 'answer', 'coordinate'],
  closed: ['comment', 'reopen'],
}

/**
 * The stage a concern reaches by a step; `stage` is null before its first, `note`. A call back at which the resident was not satisfied
 * reopens; one at which nobody could be asked changes nothing. Throws NotAllowed with the rule against it.
 */
export function stageAfter(stage: Stage | null, kind: StepKind, told: { satisfaction?: string; closedAs?: string } = {}): Stage {
  if (stage === null) {
    if (kind === 'note') return 'noted'
    throw new NotAllowed('not_noted')
  }
  if (kind === 'note') throw new NotAllowed('noted_already')
  const [allowedIn, leadsTo] = MOVES[kind]
  if (!allowedIn.includes(stage)) throw new NotAllowed(refusal(stage, kind))
  if (kind === 'reopen' && told.closedAs === 'merged') throw new NotAllowed('merged_elsewhere')
  if (kind === 'call_back' && told.satisfaction === 'not_satisfied') return 'reopened'
  if (kind === 'call_back' && told.satisfaction === 'not_asked') return stage
  return leadsTo ?? stage
}

/** Whether the step may be taken in that stage. */
export function mayFollow(stage: Stage | null, kind: StepKind): boolean {
  if (stage === null || kind === 'note') return stage === null && kind === 'note'
  return MOVES[kind][0].includes(stage)
}

/** The steps most often taken next, likeliest first; each is allowed in that stage. */
export function likelyNext(stage: Stage): readonly StepKind[] {
  return LIKELY_NEXT[stage]
}

/** How a concern is closed by this step, or null where the step closes nothing. */
export function closedAs(kind: StepKind): ClosedAs | null {
  return CLOSED_AS[kind] ?? null
}

function refusal(stage: Stage, kind: StepKind): string {
  if (stage === 'closed') return 'closed_already'
  if (stage === 'confirmed') return 'confirmed_already'
  if (stage === 'settled' && kind === 'settle') return 'settled_already'
  if (ANSWERED.includes(stage)) return 'answered_already'
  if (kind === 'call_back' || kind === 'close') return 'not_answered'
  if (kind === 'object' || kind === 'decide') return 'not_dispatched'
  if (kind === 'take_in_hand') return 'in_hand_already'
  return kind === 'report' ? 'coordinated_already' : 'still_open'
}
