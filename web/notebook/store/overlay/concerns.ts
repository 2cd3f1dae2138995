// What facts about concerns show at once.
import { calendarOf } from '../../../core/calendar'
import { promisesDue } from '../../../core/deadlines'
import { likelyNext, mayFollow, STEP_KINDS, stageAfter, type Stage, type StepKind } from '../../../core/stages'
import type { ConcernRecord, StepBody } from '../../contract'
import type { Overlay } from './draw'

type Promises = ConcernRecord['promises']

/** The stage that the step leads to; where the method does not allow it the server will say so, and the stage stays. */
function leadsTo(stage: string, body: StepBody): string {
  if (!(STEP_KINDS as readonly string[]).includes(body.kind)) return stage
  try {
    return stageAfter(stage as Stage, body.kind as StepKind, body.satisfaction ? { satisfaction: body.satisfaction } : {})
  } catch {
    return stage
  }
}

/** What its lead can do next before the server says so (minqing/sync/records/steps_offered.py): in a basement work goes on. */
function offeredAt(stage: Stage): StepKind[] {
  return [...new Set([...likelyNext(stage), ...STEP_KINDS])].filter((kind) => mayFollow(stage, kind))
}

/** The promises that are left after a step (minqing/method/promises.py: kept_by). */
function left(promises: Promises, body: Pick<StepBody, 'kind' | 'told_resident' | 'parties'>, before: string, after: string): Promises {
  if (after === 'closed') return []
  const kept = new Set<string>()
  if (body.kind === 'settle' && body.told_resident) for (const name of ['settle', 'answer']) kept.add(name)
  if (body.kind === 'answer') for (const name of before === 'settled' ? ['settle', 'answer'] : ['answer']) kept.add(name)
  if (body.kind === 'coordinate' && (body.parties ?? []).length > 0) kept.add('coordinate')
  if (body.kind === 'acknowledge') kept.add('acknowledge')
  return promises.filter((promise) => !kept.has(promise.name))
}

const open: Overlay<'concern.open'> = ({ id, body, at, by, number, me, picture }) => {
  const known = picture.get('concern', id)
  const entry = body.entry ? picture.get('entry', body.entry) : undefined
  const noted = body.noted_at ?? at
  const steps: ConcernRecord['steps'] = [
    { id, kind: 'note', text: body.matter, at: noted, by, told: false, satisfaction: '' },
  ]
  if (body.settled) {
    steps.push({
      id: `${id}-settled`, kind: 'settle', text: body.settled, at: noted, by, told: body.told_resident ?? false,
      satisfaction: body.satisfaction ?? '',
    })
  }
  const promised: Promises = me
    ? promisesDue(body.grade, Date.parse(noted), calendarOf(me)).map((one) => ({ ...one, due: new Date(one.due).toISOString() }))
    : []
  picture.put('concern', id, {
    number: known?.number ?? number, matter: body.matter, category: body.category, grade: body.grade, level: body.level ?? '',
    stage: body.settled ? 'settled' : 'noted', source: body.source, noted_at: noted,
    courtyard: body.courtyard ?? entry?.courtyard ?? null, household: body.household ?? entry?.household ?? null,
    people: body.people ?? [], lead: { id: '', name: by }, mine: true, can: known?.can ?? offeredAt(body.settled ? 'settled' : 'noted'),
    promises: known?.promises ?? left(promised, { ...body, kind: body.settled ? 'settle' : 'note' }, 'noted', 'noted'),
    satisfaction: body.satisfaction ?? 'not_asked', steps: known?.steps ?? steps,
  })
}

const step: Overlay<'concern.step'> = ({ id, body, at, by, picture }) => {
  const concern = picture.get('concern', body.concern)
  if (!concern || concern.steps.some((one) => one.id === id)) return
  const stage = leadsTo(concern.stage, body)
  picture.put('concern', body.concern, {
    ...concern,
    stage,
    can: concern.mine && stage !== concern.stage ? offeredAt(stage as Stage) : concern.can,
    satisfaction: body.satisfaction ?? concern.satisfaction,
    promises: left(concern.promises, body, concern.stage, stage),
    steps: [...concern.steps, {
      id, kind: body.kind, text: body.text ?? '', at, by, told: body.told_resident ?? false, satisfaction: body.satisfaction ?? '',
    }],
  })
}

export const concernOverlays = { 'concern.open': open, 'concern.step': step } as const
