/** A map on the page: paper under ink, no tile, letter or picture from anywhere but this server. */
import { Map as GroundMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import type { StyleSpecification } from 'maplibre-gl'
import type { Palette } from './palette'
import { say } from './words'

export interface CanvasOptions {
  /** The address of the map's worker, as the page was given it. */
  worker: string
  attribution?: string
  interactive?: boolean
}

export function canvasOn(element: HTMLElement, palette: Palette, options: CanvasOptions): GroundMap {
  setWorkerUrl(options.worker)
  const map = new GroundMap({
    container: element,
    style: blank(palette),
    center: [116.41, 39.94],
    zoom: 14,
    maxZoom: 21,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    interactive: options.interactive ?? true,
    attributionControl: options.attribution ? { compact: false, customAttribution: escaped(options.attribution) } : false,
    localIdeographFontFamily: "'PingFang SC','HarmonyOS Sans SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif",
    locale: {
      'Map.Title': say('map'),
      'NavigationControl.ZoomIn': say('zoomIn'),
      'NavigationControl.ZoomOut': say('zoomOut'),
      'NavigationControl.ResetBearing': say('toNorth'),
    },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  if (options.interactive ?? true) {
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left')
  }
  return map
}

/** The attribution is typed by an office and shown by the library as HTML. */
function escaped(words: string): string {
  const place = document.createElement('p')
  place.textContent = words
  return place.innerHTML
}

function blank(palette: Palette): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: 'paper', type: 'background', paint: { 'background-color': palette.paper } }],
  }
}
