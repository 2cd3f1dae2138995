/** Drawing on the map with pointer or keyboard: a point, a line, a ring corner by corner, or a lasso in one pull. */
import type { Map as GroundMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import { nothing } from './types'
import type { Spot } from './types'
import { source } from './zones'

export type Shape = 'point' | 'line' | 'ring' | 'lasso'
const FEWEST: Record<Shape, number> = { point: 1, line: 2, ring: 3, lasso: 3 }

export class Drawing {
  private shape: Shape | null = null
  private corners: Spot[] = []
  private pulling = false
  private done: (corners: Spot[]) => void = () => {}

  /** `tooFew` is called where the reader finishes before there are enough corners; `ended` when drawing is over. */
  constructor(
    private readonly map: GroundMap,
    private readonly tooFew: () => void,
    private readonly ended: () => void,
  ) {
    map.on('click', (event) => this.add([event.lngLat.lng, event.lngLat.lat]))
    map.on('dblclick', (event) => {
      if (!this.shape) return
      event.preventDefault()
      this.finish()
    })
    map.on('mousedown', (event) => this.pull(event))
    map.on('touchstart', (event) => this.pull(event))
    map.on('mousemove', (event) => this.trail(event))
    map.on('touchmove', (event) => this.trail(event))
    map.on('mouseup', () => this.release())
    map.on('touchend', () => this.release())
  }

  get busy(): boolean {
    return this.shape !== null
  }

  begin(shape: Shape, done: (corners: Spot[]) => void): void {
    this.cancel()
    this.shape = shape
    this.done = done
    this.map.getCanvas().style.cursor = 'crosshair'
    if (shape === 'lasso') this.map.dragPan.disable()
  }

  /** Takes a corner; of a point, the only one. A corner on the last one (the second click of two) is left out. */
  add(spot: Spot): void {
    if (!this.shape || this.pulling) return
    const last = this.corners.at(-1)
    if (last && this.near(last, spot)) return
    this.corners.push(spot)
    this.show()
    if (this.shape === 'point') this.finish()
  }

  back(): void {
    this.corners.pop()
    this.show()
  }

  finish(): void {
    if (!this.shape) return
    if (this.corners.length < FEWEST[this.shape]) return this.tooFew()
    const { corners, done } = this
    this.stop()
    done(corners)
  }

  cancel(): void {
    if (!this.shape) return
    this.stop()
    this.clear()
  }

  /** Forget what was drawn; what was finished stays in sight until then. */
  clear(): void {
    this.corners = []
    source(this.map, 'drawing').setData(nothing())
  }

  private stop(): void {
    this.shape = null
    this.pulling = false
    this.map.getCanvas().style.cursor = ''
    this.map.dragPan.enable()
    this.corners = [...this.corners]
    this.ended()
  }

  private near(one: Spot, other: Spot): boolean {
    const a = this.map.project(one)
    const b = this.map.project(other)
    return Math.hypot(a.x - b.x, a.y - b.y) < 4
  }

  private pull(event: MapMouseEvent | MapTouchEvent): void {
    if (this.shape !== 'lasso' || this.corners.length > 0) return
    this.pulling = true
    this.corners = [[event.lngLat.lng, event.lngLat.lat]]
  }

  private trail(event: MapMouseEvent | MapTouchEvent): void {
    if (!this.pulling) return
    const spot: Spot = [event.lngLat.lng, event.lngLat.lat]
    if (this.near(this.corners.at(-1)!, spot)) return
    this.corners.push(spot)
    this.show()
  }

  private release(): void {
    if (!this.pulling) return
    // A short pull is a click: the lasso goes on corner by corner.
    if (this.corners.length >= 8) return this.finish()
    this.corners = this.corners.slice(0, 1)
    this.pulling = false
    this.show()
  }

  private show(): void {
    const { corners, shape } = this
    const shown: GeoJSON.Feature[] = corners.map((coordinates) => feature({ type: 'Point', coordinates }))
    if (corners.length > 1) shown.push(feature({ type: 'LineString', coordinates: corners }))
    if (corners.length > 2 && (shape === 'ring' || shape === 'lasso')) {
      shown.push(feature({ type: 'Polygon', coordinates: [[...corners, corners[0]!]] }))
    }
    const dots = shape === 'lasso' && this.pulling ? shown.slice(corners.length) : shown
    source(this.map, 'drawing').setData({ type: 'FeatureCollection', features: dots })
  }
}

function feature(geometry: GeoJSON.Geometry): GeoJSON.Feature {
  return { type: 'Feature', geometry, properties: {} }
}

/** Whether a spot lies in a ring: an even number of crossings eastwards is outside. */
export function holds(ring: Spot[], [x, y]: Spot): boolean {
  let inside = false
  ring.forEach(([ax, ay], place) => {
    const [bx, by] = ring[(place + 1) % ring.length]!
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  })
  return inside
}
