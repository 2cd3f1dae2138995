import type { today as en } from '../en/today'

export const today: Record<keyof typeof en, string> = {}
