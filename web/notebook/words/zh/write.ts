import type { write as en } from '../en/write'

export const write: Record<keyof typeof en, string> = {}
