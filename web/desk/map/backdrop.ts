/** The map that an office laid under its own layers: tiles by address, or a PMTiles file of this server. */
import { addProtocol } from 'maplibre-gl'
import type { Map as GroundMap } from 'maplibre-gl'
import { PMTiles, Protocol } from 'pmtiles'
import type { Palette } from './palette'
import type { Backdrop } from './types'

const RASTER = [2, 3, 4, 5] // PNG, JPEG, WebP, AVIF in PMTiles' header

let protocol: Protocol | null = null

/** Lays the backdrop just above the paper. */
export async function addBackdrop(map: GroundMap, backdrop: Backdrop, palette: Palette): Promise<void> {
  if (backdrop.kind === 'xyz') {
    map.addSource('backdrop', { type: 'raster', tiles: [backdrop.url], tileSize: 256, maxzoom: 18 })
    return addRaster(map)
  }
  if (!protocol) {
    protocol = new Protocol()
    addProtocol('pmtiles', protocol.tile)
  }
  const file = new PMTiles(new URL(backdrop.url, location.href).href)
  protocol.add(file)
  const header = await file.getHeader()
  const url = `pmtiles://${file.source.getKey()}`
  if (RASTER.includes(header.tileType)) {
    map.addSource('backdrop', { type: 'raster', url, tileSize: 256 })
    return addRaster(map)
  }
  map.addSource('backdrop', { type: 'vector', url })
  const metadata = (await file.getMetadata()) as { vector_layers?: { id: string }[] }
  addVector(map, metadata.vector_layers ?? [], palette)
}

function addRaster(map: GroundMap): void {
  map.addLayer({ id: 'backdrop', type: 'raster', source: 'backdrop', paint: { 'raster-saturation': -0.5 } }, 'zones')
}

/** Any vector map in the desk's ink: areas as a faint wash, lines and edges thin. */
function addVector(map: GroundMap, layers: { id: string }[], palette: Palette): void {
  for (const { id } of layers) {
    map.addLayer(
      {
        id: `backdrop-${id}-areas`,
        type: 'fill',
        source: 'backdrop',
        'source-layer': id,
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-color': /water/.test(id) ? palette.indigoWash : palette.rule, 'fill-opacity': 0.5 },
      },
      'zones',
    )
    map.addLayer(
      {
        id: `backdrop-${id}-lines`,
        type: 'line',
        source: 'backdrop',
        'source-layer': id,
        filter: ['==', ['geometry-type'], 'LineString'],
        paint: { 'line-color': palette.faded, 'line-width': ['interpolate', ['linear'], ['zoom'], 12, 0.4, 18, 3] },
      },
      'zones',
    )
  }
}
