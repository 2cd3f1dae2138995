import type { entry as en } from '../en/entry'

export const entry: Record<keyof typeof en, string> = {}
