/** The desk's colours as the map needs them: read from the page, so that light, dark and print have one palette. */
export interface Palette {
  paper: string
  sheet: string
  ink: string
  faded: string
  rule: string
  seal: string
  onSeal: string
  amber: string
  amberWash: string
  indigo: string
  indigoWash: string
  zoneInk: string
  zones: string[]
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string, otherwise: string) => style.getPropertyValue(`--${name}`).trim() || otherwise
  return {
    paper: read('paper', '#faf7f0'),
    sheet: read('sheet', '#ffffff'),
    ink: read('ink', '#23211c'),
    faded: read('faded', '#6b665b'),
    rule: read('rule', '#e4ded1'),
    seal: read('seal', '#b3261e'),
    onSeal: read('on-seal', '#ffffff'),
    amber: read('amber', '#9a6700'),
    amberWash: read('amber-wash', '#fdf7ea'),
    indigo: read('indigo', '#2b4a7f'),
    indigoWash: read('indigo-wash', '#ecf0f7'),
    zoneInk: read('zone-ink', '#23211c'),
    zones: Array.from({ length: 8 }, (_, hue) => read(`zone-${hue}`, '#d6d3cc')),
  }
}

/** Calls back whenever light and dark change places, by hand or by the system. */
export function onThemeChange(changed: () => void): void {
  new MutationObserver(changed).observe(document.documentElement, { attributeFilter: ['data-bs-theme'] })
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed)
}
