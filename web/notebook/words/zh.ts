import type { en } from './en'
import { door } from './zh/door'
import { entry } from './zh/entry'
import { field } from './zh/field'
import { method } from './zh/method'
import { shell } from './zh/shell'
import { today } from './zh/today'
import { write } from './zh/write'

export const zh: Record<keyof typeof en, string> = { ...shell, ...door, ...method, ...today, ...write, ...entry, ...field }
