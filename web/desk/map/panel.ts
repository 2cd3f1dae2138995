/** The panel beside the map: what is known of the chosen courtyard or barrier, and what can be done with it. */
import type { PointLike } from 'maplibre-gl'
import type { Desk } from './desk'
import type { Yard } from './types'
import { say } from './words'

export class Panel {
  private readonly place: HTMLElement
  private readonly resting: string

  constructor(private readonly desk: Desk) {
    this.place = desk.part('panel')!
    this.resting = this.place.innerHTML
  }

  empty(): void {
    this.place.innerHTML = this.resting
  }

  show(yard: Yard): void {
    const { id, name, zone, homes, late, today, waiting, due } = yard.properties
    const facts: [string, string | number, string?][] = [
      [say('zone'), zone || say('noZone')],
      [say('households'), homes],
    ]
    if (late) facts.push([say('late'), late, 'state-late'])
    if (today) facts.push([say('today'), today])
    if (waiting) facts.push([say('waiting'), waiting])
    if (due) facts.push([say('due'), due])
    const list = made('dl', 'facts')
    for (const [term, value, look] of facts) {
      const words = made('dd', look ? `num ${look}` : 'num')
      words.textContent = String(value)
      list.append(titled('dt', term), words)
    }
    const actions = made('div', 'map-actions')
    actions.append(link(say('open'), this.desk.address('courtyard', id), 'btn btn-primary'))
    if (this.desk.root.dataset.keeps !== undefined) {
      actions.append(tool(say('place'), 'point', id), tool(say('outline'), 'outline', id))
      if (this.outlined(id)) actions.append(tool(say('outlineAway'), 'outline-away', id))
      actions.append(link(say('type'), this.desk.address('typing', id), 'btn btn-sm'))
    }
    this.place.replaceChildren(titled('h2', name), list, actions)
  }

  barrier({ id, name }: { id: string; name: string }): void {
    const actions = made('div', 'map-actions')
    if (this.desk.root.dataset.divides !== undefined) actions.append(tool(say('barrierAway'), 'barrier-away', id))
    this.place.replaceChildren(titled('h2', `${say('barrier')} · ${name}`), actions)
  }

  outlined(id: string): boolean {
    return this.desk.ground.outlines.features.some((one) => one.properties.id === id)
  }

  /** The courtyard nearest to a point of the canvas, `within` so many pixels; null where there is none. */
  nearest(point: { x: number; y: number }, within: number): string | null {
    const box: [PointLike, PointLike] = [
      [point.x - within, point.y - within],
      [point.x + within, point.y + within],
    ]
    let best: string | null = null
    let least = within
    for (const found of this.desk.map.queryRenderedFeatures(box, { layers: ['yards'] })) {
      const yard = this.desk.yard((found.properties as { id: string }).id)
      if (!yard) continue
      const there = this.desk.map.project(yard.geometry.coordinates as [number, number])
      const far = Math.hypot(there.x - point.x, there.y - point.y)
      if (far <= least) [best, least] = [yard.properties.id, far]
    }
    return best
  }
}

function made(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag)
  element.className = className
  return element
}

function titled(tag: string, words: string): HTMLElement {
  const element = document.createElement(tag)
  element.textContent = words
  return element
}

function link(words: string, href: string, className: string): HTMLAnchorElement {
  const element = made('a', className) as HTMLAnchorElement
  element.href = href
  element.textContent = words
  return element
}

function tool(words: string, name: string, id: string): HTMLButtonElement {
  const element = made('button', 'btn btn-sm') as HTMLButtonElement
  element.type = 'button'
  element.textContent = words
  element.dataset.tool = name
  element.dataset.of = id
  return element
}
