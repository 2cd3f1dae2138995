/** The map's desk: the canvas, the switches of its layers, the chosen courtyard, and drawing. */
import type { Map as GroundMap } from 'maplibre-gl'
import { groundFrom, tell } from './asking'
import type { Asked } from './asking'
import { addBackdrop } from './backdrop'
import { canvasOn } from './canvas'
import { Drawing } from './drawing'
import { SWITCHES, addGround, fillGround } from './layers'
import { onThemeChange, paletteOf } from './palette'
import { Panel } from './panel'
import { Tools } from './tools'
import type { Backdrop, Ground, Yard } from './types'
import { say } from './words'

export class Desk {
  ground!: Ground
  readonly drawing: Drawing
  readonly panel: Panel
  private chosen: string | null = null
  private readonly undoing: Asked[] = []

  constructor(
    readonly root: HTMLElement,
    readonly map: GroundMap,
  ) {
    this.panel = new Panel(this)
    const tools = new Tools(this)
    this.drawing = new Drawing(map, () => tools.hint(say('tooFew')), () => tools.rest())
    tools.listen()
  }

  part<E extends HTMLElement = HTMLElement>(name: string): E | null {
    return this.root.querySelector<E>(`[data-${name}]`)
  }

  address(name: string, id = ''): string {
    return (this.root.dataset[name] ?? '').replace('00000000-0000-0000-0000-000000000000', id)
  }

  yard(id: string): Yard | undefined {
    return this.ground.yards.features.find((one) => one.properties.id === id)
  }

  /** Shows a courtyard in the panel and marks it on the map. */
  choose(id: string | null, go = false): void {
    if (this.chosen) this.map.setFeatureState({ source: 'yards', id: this.chosen }, { chosen: false })
    const yard = id === null ? undefined : this.yard(id)
    this.chosen = yard ? id : null
    if (!yard) return this.panel.empty()
    this.map.setFeatureState({ source: 'yards', id: yard.properties.id }, { chosen: true })
    this.panel.show(yard)
    if (go) this.map.jumpTo({ center: yard.geometry.coordinates as [number, number], zoom: Math.max(this.map.getZoom(), 17) })
  }

  /** Says something to the server; what takes it back can be undone. */
  async change(asked: Asked, said: string = say('saved')): Promise<boolean> {
    const told = await tell(this.address('draw'), { ...asked, datum: this.ground.datum })
    this.drawing.clear()
    if (told.error) {
      this.say(told.error)
      return false
    }
    if (told.undo) this.undoing.push(told.undo)
    await this.load()
    this.say(said)
    return true
  }

  async undo(): Promise<void> {
    const last = this.undoing.pop()
    if (!last) return
    const before = this.undoing.length
    await this.change(last, say('undone'))
    // What takes the taking back is no step of its own.
    this.undoing.length = Math.min(this.undoing.length, before)
    this.allowUndo()
  }

  async load(): Promise<void> {
    this.ground = await groundFrom(this.address('url'))
    fillGround(this.map, this.ground)
    this.choose(this.chosen)
    this.allowUndo()
  }

  say(words: string): void {
    const line = this.part('said')
    if (line) line.textContent = words
  }

  draw(): void {
    const palette = paletteOf(this.root)
    this.map.setPaintProperty('paper', 'background-color', palette.paper)
    for (const layer of [...this.map.getStyle().layers].reverse()) if (layer.id !== 'paper') this.map.removeLayer(layer.id)
    for (const name of Object.keys(this.map.getStyle().sources)) this.map.removeSource(name)
    addGround(this.map, palette)
    this.backdrop()
    this.switch()
  }

  private backdrop(): void {
    const told = this.root.dataset.backdrop
    if (!told) return
    addBackdrop(this.map, JSON.parse(told) as Backdrop, paletteOf(this.root)).then(
      () => {
        for (const layer of ['zones', 'zone-hatching']) {
          this.map.setPaintProperty(layer, 'fill-opacity', layer === 'zones' ? 0.4 : 0.1)
        }
      },
      () => this.say(say('failed')),
    )
  }

  /** Shows and hides the layers as the boxes are ticked. */
  switch(): void {
    for (const box of this.root.querySelectorAll<HTMLInputElement>('[data-layer]')) {
      for (const layer of SWITCHES[box.dataset.layer!] ?? []) {
        this.map.setLayoutProperty(layer, 'visibility', box.checked ? 'visible' : 'none')
      }
    }
  }

  private allowUndo(): void {
    const button = this.part<HTMLButtonElement>('undo')
    if (button) button.hidden = this.undoing.length === 0
  }
}

export async function startDesk(root: HTMLElement): Promise<void> {
  const canvas = root.querySelector<HTMLElement>('[data-canvas]')!
  const said = root.querySelector<HTMLElement>('[data-said]')!
  let map: GroundMap
  try {
    const told = root.dataset.backdrop
    const attribution = told ? (JSON.parse(told) as Backdrop).attribution : ''
    map = canvasOn(canvas, paletteOf(root), { worker: root.dataset.worker!, attribution })
  } catch {
    canvas.hidden = true
    said.textContent = say('noMap')
    return
  }
  map.once('load', () => {
    const desk = new Desk(root, map)
    desk.draw()
    desk.load().then(
      () => {
        if (desk.ground.box) map.fitBounds(desk.ground.box, { padding: Math.min(64, canvas.clientWidth / 8), maxZoom: 17.5, animate: false })
        listen(desk)
        root.dataset.ready = ''
      },
      () => desk.say(say('failed')),
    )
  })
}

function listen(desk: Desk): void {
  const { map, root } = desk
  onThemeChange(() => {
    desk.draw()
    fillGround(map, desk.ground)
  })
  root.addEventListener('change', (event) => {
    if ((event.target as Element).matches('[data-layer]')) desk.switch()
  })
  map.on('click', (event) => {
    if (!desk.drawing.busy) desk.choose(desk.panel.nearest(event.point, 22))
  })
  map.on('click', 'barriers', (event) => {
    const found = event.features?.[0]
    if (found && !desk.drawing.busy) desk.panel.barrier(found.properties as { id: string; name: string })
  })
  map.on('mousemove', 'yards', () => {
    if (!desk.drawing.busy) map.getCanvas().style.cursor = 'pointer'
  })
  map.on('mouseleave', 'yards', () => {
    if (!desk.drawing.busy) map.getCanvas().style.cursor = ''
  })
  map.getCanvas().addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    const { lng, lat } = map.getCenter()
    if (desk.drawing.busy) desk.drawing.add([lng, lat])
    else desk.choose(desk.panel.nearest(map.project([lng, lat]), 200))
  })
  document.addEventListener('click', (event) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-shows]')?.dataset.shows
    if (!id) return
    desk.choose(id, true)
    root.scrollIntoView({ block: 'start' })
  })
}
