/** Zones as areas: a wash and a hatching each, a thin ink line between them, their names. */
import type { ExpressionSpecification, GeoJSONSource, Map as GroundMap } from 'maplibre-gl'
import { canvasOn } from './canvas'
import type { CanvasOptions } from './canvas'
import { onThemeChange, paletteOf } from './palette'
import type { Palette } from './palette'
import { nothing } from './types'
import type { Spot, ZoneFacts, Zones } from './types'

export const LETTERS = ['sans-serif']
const HATCH = 16

/** The layers of zones, laid on a map; `fillZones` gives them their areas. */
export function addZones(map: GroundMap, palette: Palette): void {
  for (const kind of [1, 2, 3]) {
    const name = `hatch-${kind}`
    if (map.hasImage(name)) map.removeImage(name)
    map.addImage(name, hatching(kind, palette.zoneInk), { pixelRatio: 2 })
  }
  map.addSource('zones', { type: 'geojson', data: nothing() })
  map.addSource('zone-names', { type: 'geojson', data: nothing() })
  map.addLayer({
    id: 'zones',
    type: 'fill',
    source: 'zones',
    paint: { 'fill-color': hueColour(palette), 'fill-opacity': 0.85 },
  })
  map.addLayer({
    id: 'zone-hatching',
    type: 'fill',
    source: 'zones',
    filter: ['!=', ['%', ['get', 'hue'], 4], 0],
    paint: {
      'fill-pattern': ['concat', 'hatch-', ['to-string', ['%', ['get', 'hue'], 4]]],
      'fill-opacity': 0.16,
    },
  })
  map.addLayer({
    id: 'zone-edges',
    type: 'line',
    source: 'zones',
    layout: { 'line-join': 'round' },
    paint: { 'line-color': palette.zoneInk, 'line-width': 1.25, 'line-opacity': 0.65 },
  })
}

/** The names of the zones, to lie above everything else. */
export function addZoneNames(map: GroundMap, palette: Palette): void {
  map.addLayer({
    id: 'zone-names',
    type: 'symbol',
    source: 'zone-names',
    maxzoom: 17.2,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': LETTERS,
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, 13, 16, 18],
      'text-padding': 1,
    },
    paint: { 'text-color': palette.ink, 'text-halo-color': palette.sheet, 'text-halo-width': 2 },
  })
}

export function fillZones(map: GroundMap, zones: Zones): void {
  source(map, 'zones').setData(zones)
  source(map, 'zone-names').setData({
    type: 'FeatureCollection',
    features: zones.features.map(({ properties }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: properties.label },
      properties,
    })),
  })
}

export function source(map: GroundMap, name: string): GeoJSONSource {
  return map.getSource(name) as GeoJSONSource
}

export interface ZoneMapOptions extends CanvasOptions {
  /** Called with the zone that was clicked. */
  chosen?: (zone: ZoneFacts) => void
}

/** Draws zones alone on an element: for a proposal beside its numbers. Answers how to give it other zones. */
export function drawZones(element: HTMLElement, zones: Zones, options: ZoneMapOptions): (zones: Zones) => void {
  const map = canvasOn(element, paletteOf(element), options)
  let shown = zones
  const draw = (): void => {
    const palette = paletteOf(element)
    map.setPaintProperty('paper', 'background-color', palette.paper)
    for (const layer of ['zone-names', 'zone-edges', 'zone-hatching', 'zones']) {
      if (map.getLayer(layer)) map.removeLayer(layer)
    }
    for (const name of ['zones', 'zone-names']) if (map.getSource(name)) map.removeSource(name)
    addZones(map, palette)
    addZoneNames(map, palette)
    fillZones(map, shown)
  }
  map.once('load', () => {
    draw()
    const box = boxOf(shown)
    if (box) map.fitBounds(box, { padding: 24, animate: false })
    onThemeChange(draw)
  })
  map.on('click', 'zones', (event) => {
    const found = event.features?.[0]
    if (found) options.chosen?.(found.properties as ZoneFacts)
  })
  return (others) => {
    shown = others
    if (map.getSource('zones')) fillZones(map, others)
  }
}

/** The box around areas: west, south, east, north; null where there are none. */
export function boxOf(zones: Zones): [number, number, number, number] | null {
  const corners = zones.features.flatMap(({ geometry }) => geometry.coordinates.flat(2)) as Spot[]
  if (corners.length === 0) return null
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const [x, y] of corners) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

function hueColour(palette: Palette): ExpressionSpecification {
  const pairs = palette.zones.flatMap((colour, hue) => [hue, colour])
  return ['match', ['%', ['get', 'hue'], 8], ...pairs, palette.rule] as unknown as ExpressionSpecification
}

/** A small tile of lines: rising, falling, or dots; so that no zone is told by its colour alone. */
function hatching(kind: number, ink: string): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = HATCH
  const pen = canvas.getContext('2d')!
  pen.strokeStyle = pen.fillStyle = ink
  pen.lineWidth = 1.5
  pen.beginPath()
  for (const shift of [-HATCH, 0, HATCH]) {
    if (kind === 1) {
      pen.moveTo(shift, HATCH)
      pen.lineTo(shift + HATCH, 0)
    } else if (kind === 2) {
      pen.moveTo(shift, 0)
      pen.lineTo(shift + HATCH, HATCH)
    }
  }
  pen.stroke()
  if (kind === 3) {
    for (const [x, y] of [[4, 4], [12, 12]] as const) {
      pen.beginPath()
      pen.arc(x, y, 1.6, 0, 7)
      pen.fill()
    }
  }
  return pen.getImageData(0, 0, HATCH, HATCH)
}
