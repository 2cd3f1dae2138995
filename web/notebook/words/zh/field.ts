import type { field as en } from '../en/field'
import { banner } from './banner'
import { concern } from './concern'
import { outbox } from './outbox'
import { people } from './people'
import { register } from './register'
import { settings } from './settings'
import { zone } from './zone'

export const field: Record<keyof typeof en, string> = { ...register, ...zone, ...people, ...concern, ...outbox, ...settings, ...banner }
