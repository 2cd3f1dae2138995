/** A building laid out from "entrances × floors × homes a floor", and edited in place. Pure. */
import type { Entrance, Flat, Floor } from '../../core/plan'

/** A dwelling of the register, as the list beside the drawing has it. */
export interface Home {
  readonly id: string
  readonly label: string
  readonly entrance: string
  readonly gone: boolean
}

export interface Spot {
  readonly entrance: number
  readonly floor: number
  readonly place: number
}

/** 203 on the second floor, −101 in the cellar. */
export function flatName(floor: number, place: number): string {
  return `${floor < 0 ? '-' : ''}${String(Math.abs(floor))}${String(place).padStart(2, '0')}`
}

/** So many entrances of so many floors with so many homes each; `lowest` may be a cellar (below 0), there is no floor 0. */
export function laidOut(entrances: number, floors: number, flats: number, name: (entrance: number) => string, lowest = 1): Entrance[] {
  const numbers = Array.from({ length: floors }, (_, up) => lowest + up + (lowest < 0 && lowest + up >= 0 ? 1 : 0))
  return Array.from({ length: entrances }, (_, index) => ({
    name: name(index + 1),
    floors: numbers.map((number) => ({
      number,
      flats: Array.from({ length: flats }, (__, place) => ({ name: flatName(number, place + 1), dwelling: null })),
    })),
  }))
}

const digits = (words: string): string => words.replace(/\D/g, '')

/** Flats without a dwelling get the one that bears their name in their entrance; none is given twice. */
export function bound(entrances: readonly Entrance[], homes: readonly Home[]): Entrance[] {
  const taken = new Set(entrances.flatMap((each) => each.floors.flatMap((floor) => floor.flats.map((flat) => flat.dwelling))))
  const find = (entrance: Entrance, flat: Flat): string | null => {
    const here = digits(entrance.name)
    const home = homes.find((each) => {
      if (each.gone || taken.has(each.id)) return false
      if (each.entrance) return digits(each.entrance) === here && each.label === flat.name
      return each.label === `${here}-${flat.name}` || (each.label === flat.name && entrances.length === 1)
    })
    if (home) taken.add(home.id)
    return home?.id ?? null
  }
  return entrances.map((entrance) => ({
    ...entrance,
    floors: entrance.floors.map((floor) => ({
      ...floor,
      flats: floor.flats.map((flat) => (flat.dwelling ? flat : { ...flat, dwelling: find(entrance, flat) })),
    })),
  }))
}

function onFloor(entrances: readonly Entrance[], at: Spot, change: (floor: Floor) => Floor): Entrance[] {
  return entrances.map((entrance, index) =>
    index === at.entrance
      ? { ...entrance, floors: entrance.floors.map((floor) => (floor.number === at.floor ? change(floor) : floor)) }
      : entrance,
  )
}

export function withFlat(entrances: readonly Entrance[], at: Spot, flat: Partial<Flat>): Entrance[] {
  return onFloor(entrances, at, (floor) => ({
    ...floor,
    flats: floor.flats.map((each, place) => (place === at.place ? { ...each, ...flat } : each)),
  }))
}

/** One home more on this floor alone, behind the chosen one. */
export function withOneMore(entrances: readonly Entrance[], at: Spot): Entrance[] {
  return onFloor(entrances, at, (floor) => {
    const names = new Set(floor.flats.map((flat) => flat.name))
    let number = floor.flats.length + 1
    while (names.has(flatName(floor.number, number))) number += 1
    const flats = [...floor.flats]
    flats.splice(at.place + 1, 0, { name: flatName(floor.number, number), dwelling: null })
    return { ...floor, flats }
  })
}

/** The chosen home taken away; the others keep their names. */
export function withoutFlat(entrances: readonly Entrance[], at: Spot): Entrance[] {
  return onFloor(entrances, at, (floor) => ({ ...floor, flats: floor.flats.filter((_, place) => place !== at.place) }))
}

export function flatAt(entrances: readonly Entrance[], at: Spot): Flat | undefined {
  return entrances[at.entrance]?.floors.find((floor) => floor.number === at.floor)?.flats[at.place]
}

/** One step with an arrow key: along the floor and into the next entrance, or up and down. */
export function neighbour(entrances: readonly Entrance[], at: Spot, dx: number, dy: number): Spot {
  const entrance = entrances[at.entrance]
  if (dy !== 0 && entrance) {
    const numbers = entrance.floors.map((floor) => floor.number)
    const floor = entrance.floors[numbers.indexOf(at.floor) - dy]
    if (!floor || floor.flats.length === 0) return at
    return { ...at, floor: floor.number, place: Math.min(at.place, floor.flats.length - 1) }
  }
  const next = { ...at, place: at.place + dx }
  if (flatAt(entrances, next)) return next
  const aside = entrances[at.entrance + dx]?.floors.find((floor) => floor.number === at.floor)
  if (!aside || aside.flats.length === 0) return at
  return { entrance: at.entrance + dx, floor: at.floor, place: dx > 0 ? 0 : aside.flats.length - 1 }
}
