/** The desk's script: everything works without it but the live line, the keys and kept drafts. */
import 'htmx.org'
import './styles/desk.scss'
import { startAnswers } from './answers'
import { startKept } from './kept'
import { startKeys } from './keys'
import { startLive } from './live'
import { startMenus } from './menus'
import { startReorder } from './reorder'
import { startSheets } from './sheets'
import { startSpot } from './spot'
import { startTheme } from './theme'
import { startToasts } from './toasts'
import { startZoning } from './zoning'

startTheme()
startMenus()
startSheets()
startKeys()
startToasts()
startAnswers()
startKept()
startLive()
startZoning()
startSpot()
startReorder()
// A form that came back with errors is read from its summary on.
document.querySelector<HTMLElement>('[data-errors]')?.focus()
