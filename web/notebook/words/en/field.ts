// The pages of the zone, its people, its concerns, the outbox and the settings.
import { banner } from './banner'
import { concern } from './concern'
import { outbox } from './outbox'
import { people } from './people'
import { register } from './register'
import { settings } from './settings'
import { zone } from './zone'

export const field = { ...register, ...zone, ...people, ...concern, ...outbox, ...settings, ...banner }
