// Whether an answer has the shape that was agreed: a captive portal that speaks JSON must not pass for the server.
import type { ChangesAnswer, DeviceAnswer, EnrolAnswer, FactsAnswer, Problem, SnapshotAnswer } from '../contract'

export interface Told { now: string }
type Fields = Record<string, unknown>

function fieldsOf(value: unknown): Fields | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : null
}

function isMoment(value: unknown): value is string {
  return typeof value === 'string' && Number.isFinite(Date.parse(value))
}

function allHave(list: unknown, ...names: string[]): boolean {
  return Array.isArray(list) && list.every((part: unknown) => names.every((name) => typeof fieldsOf(part)?.[name] === 'string'))
}

function hasRecords(fields: Fields | null): boolean {
  return (
    fields !== null && typeof fields['seq'] === 'number' && typeof fields['hash'] === 'string' &&
    typeof fields['scope'] === 'string' && allHave(fields['records'], 't', 'id') &&
    (fields['records'] as Fields[]).every((record) => fieldsOf(record['d']) !== null)
  )
}

export function isTold(value: unknown): value is Told {
  return isMoment(fieldsOf(value)?.['now'])
}

export function isPhoto(value: unknown): value is Told & { state: string } {
  return isTold(value) && typeof fieldsOf(value)?.['state'] === 'string'
}

export function isFacts(value: unknown): value is FactsAnswer {
  const fields = fieldsOf(value)
  return isTold(value) && typeof fields?.['seq'] === 'number' && typeof fields['hash'] === 'string' && allHave(fields['receipts'], 'id', 'state')
}

export function isSnapshot(value: unknown): value is SnapshotAnswer {
  const fields = fieldsOf(value)
  const next = fields?.['next']
  return isTold(value) && hasRecords(fields) && typeof fields?.['total'] === 'number' && (next === null || typeof next === 'string')
}

export function isChanges(value: unknown): value is ChangesAnswer {
  const fields = fieldsOf(value)
  return (
    isTold(value) && hasRecords(fields) && allHave(fields?.['gone'], 't', 'id') &&
    typeof fields?.['more'] === 'boolean' && typeof fields['reset'] === 'boolean'
  )
}

export function isDevice(value: unknown): value is DeviceAnswer {
  return isTold(value) && typeof fieldsOf(value)?.['forget'] === 'boolean'
}

export function isEnrol(value: unknown): value is EnrolAnswer {
  const fields = fieldsOf(value)
  return (
    isTold(value) && ['device', 'token', 'account', 'name'].every((name) => typeof fields?.[name] === 'string') &&
    allHave(fields?.['communities'], 'code')
  )
}

export function isProblem(value: unknown): value is Problem {
  const fields = fieldsOf(value)
  return typeof fields?.['code'] === 'string' && typeof fields['text'] === 'string'
}
