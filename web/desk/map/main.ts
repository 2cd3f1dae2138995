/** The map pages' script. Without it, and without WebGL, the table of the same page says the same. */
import { startDesk } from './desk'
import './map.css'

export { drawZones } from './zones'
export type { ZoneMapOptions } from './zones'

for (const element of document.querySelectorAll<HTMLElement>('[data-map]')) void startDesk(element)
