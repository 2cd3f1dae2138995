// Days and moments in words: the weekday always, and within a week how far. Pure: handed the moment it is now and the
// community's time zone.

import type { Day, Moment } from '../contract'
import { dayIn, daysBetween } from '../reading/days'
import { language, t } from '../words'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const locale = (): string => (language.value === 'zh' ? 'zh-CN' : 'en-GB')

/** Made once for each way of writing: making one costs more than a hundred uses of it. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatted(at: Date, name: string, where: string, how: Intl.DateTimeFormatOptions): string {
  const key = `${name} ${where}`
  let format = formats.get(key)
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(where, how)))
  return format.format(at)
}

/** Make the ways of writing before they are needed: the first few cost a slow phone a fifth of a second. */
export function warmWords(now: Date, zone: string): void {
  momentWords(new Date(now.getTime() - 40 * DAY).toISOString(), now, zone)
}

/** 「今天 周二」「昨天 周一」「11月3日 周二」; another year is said. */
export function dayWords(day: Day, today: Day): string {
  const date = new Date(`${day}T00:00:00Z`)
  const weekday = formatted(date, 'weekday', locale(), { timeZone: 'UTC', weekday: 'short' })
  const away = daysBetween(today, day)
  if (away === 0) return t('when.today', { weekday })
  if (away === -1) return t('when.yesterday', { weekday })
  if (away === 1) return t('when.tomorrow', { weekday })
  const sameYear = day.slice(0, 4) === today.slice(0, 4)
  const format: Intl.DateTimeFormatOptions = { timeZone: 'UTC', month: language.value === 'zh' ? 'long' : 'short', day: 'numeric' }
  if (!sameYear) format.year = 'numeric'
  return `${formatted(date, sameYear ? 'day' : 'year', locale(), format)} ${weekday}`
}

/** 18:00 in the community's zone. */
export function clockWords(at: Date, zone: string): string {
  return formatted(at, zone, 'en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
}

/** 「今天 周二 18:00」 */
export function momentWords(at: Moment, now: Date, zone: string): string {
  const date = new Date(at)
  return `${dayWords(dayIn(date, zone), dayIn(now, zone))} ${clockWords(date, zone)}`
}

/** 「3 天前」「还有 2 天」; empty beyond a week and for today. */
export function farWords(day: Day, today: Day): string {
  const away = daysBetween(today, day)
  if (Math.abs(away) < 2 || Math.abs(away) > 7) return ''
  return away < 0 ? t('when.ago', { count: -away }) : t('when.ahead', { count: away })
}

/** A length of time in its largest whole unit: minutes, hours, days. */
export function lengthWords(ms: number): string {
  const whole = Math.abs(ms)
  if (whole < 60 * MINUTE) return t('when.minutes', { count: Math.max(1, Math.floor(whole / MINUTE)) })
  if (whole < 2 * DAY) return t('when.hours', { count: Math.floor(whole / (60 * MINUTE)) })
  return t('when.days', { count: Math.floor(whole / DAY) })
}

export type DueState = 'late' | 'soon' | 'open'

/** Late past its time; soon within four hours of it. */
export function dueState(due: Moment, now: Date): DueState {
  const left = Date.parse(due) - now.getTime()
  if (left < 0) return 'late'
  return left <= 4 * 60 * MINUTE ? 'soon' : 'open'
}

/** 「已超时 3 小时」「还剩 2 小时」 */
export function dueWords(due: Moment, now: Date): string {
  const left = Date.parse(due) - now.getTime()
  return t(left < 0 ? 'when.late' : 'when.left', { length: lengthWords(left) })
}

/** Hours and minutes as they are counted: 「6 小时 30 分」. */
export function hoursWords(ms: number): string {
  const minutes = Math.round(ms / MINUTE)
  return t('when.clocked', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}
