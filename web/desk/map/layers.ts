/** The layers of the community's own ground, from the paper up: zones, outlines, barriers, courtyards, what waits there. */
import type { ExpressionSpecification, Map as GroundMap } from 'maplibre-gl'
import type { Palette } from './palette'
import { nothing } from './types'
import type { Ground } from './types'
import { LETTERS, addZoneNames, addZones, fillZones, source } from './zones'

/** What a reader switches on and off, and the layers that it is made of. */
export const SWITCHES: Record<string, string[]> = {
  zones: ['zones', 'zone-hatching', 'zone-edges', 'zone-names'],
  yards: ['outlines', 'outline-edges', 'yards', 'yard-names'],
  concerns: ['concerns'],
  visits: ['visits'],
  barriers: ['barriers', 'barrier-names'],
}

const GROW: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 12, 1.2, 14, 2.5, 16, 5, 18, 9]
const CHOSEN: ExpressionSpecification = ['boolean', ['feature-state', 'chosen'], false]

export function addGround(map: GroundMap, palette: Palette): void {
  addZones(map, palette)
  addOutlines(map, palette)
  addBarriers(map, palette)
  addYards(map, palette)
  addBadges(map, palette)
  // Names come last: where there is no room for both, a badge makes way for the name of its zone.
  addZoneNames(map, palette)
  addDrawing(map, palette)
}

export function fillGround(map: GroundMap, ground: Ground): void {
  fillZones(map, ground.zones)
  source(map, 'outlines').setData(ground.outlines)
  source(map, 'barriers').setData(ground.barriers)
  source(map, 'yards').setData(ground.yards)
}

function addOutlines(map: GroundMap, palette: Palette): void {
  map.addSource('outlines', { type: 'geojson', data: nothing(), promoteId: 'id' })
  map.addLayer({
    id: 'outlines',
    type: 'fill',
    source: 'outlines',
    minzoom: 14.5, // smaller than its own point before that
    paint: { 'fill-color': palette.sheet, 'fill-opacity': 0.55 },
  })
  map.addLayer({
    id: 'outline-edges',
    type: 'line',
    source: 'outlines',
    minzoom: 14.5,
    paint: { 'line-color': palette.ink, 'line-width': ['interpolate', ['linear'], ['zoom'], 14, 0.5, 18, 1.5] },
  })
}

function addBarriers(map: GroundMap, palette: Palette): void {
  map.addSource('barriers', { type: 'geojson', data: nothing(), promoteId: 'id' })
  map.addLayer({
    id: 'barriers',
    type: 'line',
    source: 'barriers',
    layout: { 'line-cap': 'butt', 'line-join': 'round' },
    paint: { 'line-color': palette.ink, 'line-width': 5, 'line-dasharray': [0.35, 0.5] },
  })
  map.addLayer({
    id: 'barrier-names',
    type: 'symbol',
    source: 'barriers',
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', 'name'],
      'text-font': LETTERS,
      'text-size': 13,
      'text-offset': [0, 1.1],
      'symbol-spacing': 400,
    },
    paint: { 'text-color': palette.ink, 'text-halo-color': palette.paper, 'text-halo-width': 2 },
  })
}

function addYards(map: GroundMap, palette: Palette): void {
  map.addSource('yards', { type: 'geojson', data: nothing(), promoteId: 'id' })
  map.addLayer({
    id: 'yards',
    type: 'circle',
    source: 'yards',
    paint: {
      'circle-radius': GROW,
      'circle-color': ['case', CHOSEN, palette.indigo, palette.sheet],
      'circle-stroke-color': ['case', CHOSEN, palette.indigo, palette.ink],
      'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 13, 0.5, 17, 1.5],
    },
  })
  map.addLayer({
    id: 'yard-names',
    type: 'symbol',
    source: 'yards',
    minzoom: 16.4,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': LETTERS,
      'text-size': 13,
      'text-anchor': 'top',
      'text-offset': [0, 0.8],
      'text-padding': 1,
    },
    paint: { 'text-color': palette.ink, 'text-halo-color': palette.sheet, 'text-halo-width': 1.5 },
  })
}

/** Counts at a courtyard: concerns in a round badge at its upper right, visits in a square one at its upper left. */
function addBadges(map: GroundMap, palette: Palette): void {
  const images: [string, string, string, boolean][] = [
    ['badge-late', palette.seal, palette.seal, true],
    ['badge-today', palette.amberWash, palette.amber, true],
    ['badge-waiting', palette.sheet, palette.ink, true],
    ['badge-visits', palette.indigoWash, palette.indigo, false],
  ]
  for (const [name, fill, edge, round] of images) {
    if (map.hasImage(name)) map.removeImage(name)
    map.addImage(name, badge(fill, edge, round), { pixelRatio: 2 })
  }
  const open: ExpressionSpecification = ['+', ['get', 'late'], ['get', 'today'], ['get', 'waiting']]
  map.addLayer({
    id: 'visits',
    type: 'symbol',
    source: 'yards',
    filter: ['>', ['get', 'due'], 0],
    layout: {
      'icon-image': 'badge-visits',
      'icon-offset': [-14, -13],
      'text-field': ['to-string', ['get', 'due']],
      'text-font': LETTERS,
      'text-size': 12,
      'text-offset': [-1.17, -1.08],
      'icon-padding': 0,
      'text-padding': 0,
      'symbol-sort-key': ['-', 0, ['get', 'due']],
    },
    paint: { 'text-color': palette.ink },
  })
  map.addLayer({
    id: 'concerns',
    type: 'symbol',
    source: 'yards',
    filter: ['>', open, 0],
    layout: {
      'icon-image': [
        'case',
        ['>', ['get', 'late'], 0],
        'badge-late',
        ['>', ['get', 'today'], 0],
        'badge-today',
        'badge-waiting',
      ],
      'icon-offset': [14, -13],
      'text-field': ['to-string', open],
      'text-font': LETTERS,
      'text-size': 12,
      'text-offset': [1.17, -1.08],
      'icon-padding': 0,
      'text-padding': 0,
      'symbol-sort-key': ['-', 0, ['+', ['*', 1000, ['get', 'late']], open]],
    },
    paint: { 'text-color': ['case', ['>', ['get', 'late'], 0], palette.onSeal, palette.ink] },
  })
}

function badge(fill: string, edge: string, round: boolean): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 40
  const pen = canvas.getContext('2d')!
  pen.fillStyle = fill
  pen.strokeStyle = edge
  pen.lineWidth = 3
  pen.beginPath()
  if (round) pen.arc(20, 20, 17, 0, 7)
  else pen.roundRect(4, 4, 32, 32, 5)
  pen.fill()
  pen.stroke()
  return pen.getImageData(0, 0, 40, 40)
}

/** What is being drawn, above all else. */
function addDrawing(map: GroundMap, palette: Palette): void {
  map.addSource('drawing', { type: 'geojson', data: nothing() })
  map.addLayer({
    id: 'drawing-area',
    type: 'fill',
    source: 'drawing',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': palette.indigo, 'fill-opacity': 0.15 },
  })
  map.addLayer({
    id: 'drawing-line',
    type: 'line',
    source: 'drawing',
    paint: { 'line-color': palette.indigo, 'line-width': 2.5 },
  })
  map.addLayer({
    id: 'drawing-corners',
    type: 'circle',
    source: 'drawing',
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 5,
      'circle-color': palette.sheet,
      'circle-stroke-color': palette.indigo,
      'circle-stroke-width': 2.5,
    },
  })
}
