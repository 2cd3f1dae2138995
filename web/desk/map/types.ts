/** What the server tells of a community's ground (minqing.desk.map_data). */
import type { Feature, FeatureCollection, LineString, MultiPolygon, Point, Polygon } from 'geojson'

export type Spot = [number, number]

export interface ZoneFacts {
  id: string
  name: string
  hue: number
  label: Spot
  keeper?: string
  households?: number
}

export interface YardFacts {
  id: string
  name: string
  zone: string
  hue: number
  homes: number
  late: number
  today: number
  waiting: number
  due: number
}

export type Zones = FeatureCollection<MultiPolygon, ZoneFacts>
export type Yards = FeatureCollection<Point, YardFacts>
export type Yard = Feature<Point, YardFacts>
export type Outlines = FeatureCollection<Polygon, { id: string }>
export type Barriers = FeatureCollection<LineString, { id: string; name: string }>

export interface Backdrop {
  kind: 'xyz' | 'pmtiles'
  url: string
  attribution: string
}

export interface Ground {
  datum: 'wgs84' | 'gcj02'
  box: [number, number, number, number] | null
  zones: Zones
  yards: Yards
  outlines: Outlines
  barriers: Barriers
}

/** An empty collection, for what is filled later. */
export function nothing(): FeatureCollection<never> {
  return { type: 'FeatureCollection', features: [] }
}
