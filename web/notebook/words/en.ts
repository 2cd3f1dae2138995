import { door } from './en/door'
import { entry } from './en/entry'
import { field } from './en/field'
import { method } from './en/method'
import { shell } from './en/shell'
import { today } from './en/today'
import { write } from './en/write'

export const en = { ...shell, ...door, ...method, ...today, ...write, ...entry, ...field }
