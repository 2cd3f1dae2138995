// What facts about concerns show at once.
import type { ConcernRecord, Satisfaction } from '../../contract'
import type { Overlay } from './draw'

/** Where a step leads (method/stages): what is not named changes no stage. */
const LEADS_TO: Record<string, string> = {
  handle: 'in_hand', report: 'reported', coordinate: 'coordinated', settle: 'settled', answer: 'answered',
  reopen: 'reopened', close: 'closed', withdraw: 'closed',
}

function stageAfter(stage: string, kind: string, satisfaction: Satisfaction | undefined): string {
  if (kind !== 'call_back') return LEADS_TO[kind] ?? stage
  if (satisfaction === 'not_asked') return stage
  return satisfaction === 'not_satisfied' ? 'reopened' : 'confirmed'
}

const open: Overlay<'concern.open'> = ({ id, body, at, by, number, picture }) => {
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
  picture.put('concern', id, {
    number: known?.number ?? number, matter: body.matter, category: body.category, grade: body.grade, level: body.level ?? '',
    stage: body.settled ? 'settled' : 'noted', source: body.source, noted_at: noted,
    courtyard: body.courtyard ?? entry?.courtyard ?? null, household: body.household ?? entry?.household ?? null,
    people: body.people ?? [], lead: { id: '', name: by }, mine: true, can: known?.can ?? [],
    promises: known?.promises ?? [], satisfaction: body.satisfaction ?? 'not_asked', steps: known?.steps ?? steps,
  })
}

const step: Overlay<'concern.step'> = ({ id, body, at, by, picture }) => {
  const concern = picture.get('concern', body.concern)
  if (!concern || concern.steps.some((one) => one.id === id)) return
  const stage = stageAfter(concern.stage, body.kind, body.satisfaction)
  picture.put('concern', body.concern, {
    ...concern,
    stage,
    satisfaction: body.satisfaction ?? concern.satisfaction,
    promises: stage === 'closed' || stage === 'settled' ? [] : concern.promises,
    steps: [...concern.steps, {
      id, kind: body.kind, text: body.text ?? '', at, by, told: body.told_resident ?? false, satisfaction: body.satisfaction ?? '',
    }],
  })
}

export const concernOverlays = { 'concern.open': open, 'concern.step': step } as const
