/** The editor's state: what is drawn and chosen, which tool is in hand, and everything that can be done with it. */
import { computed, type ComputedRef, ref, type Ref, shallowRef, type ShallowRef, watch } from 'vue'
import { around, type Box, type Drawing, type Kind, type Shape } from '../../core/plan'
import type { Home } from './building'
import { aligned, type Edge, GRID, moved, resized, roomAt, row, SIZES, spread, toGrid, turned } from './geometry'
import { begin, type History, redo, step, undo } from './history'
import { keepDraft, readDraft, send, type Theirs } from './keeping'
import { t } from './words'

export type Tool = Kind | 'select' | 'row'

export interface Template {
  readonly name: string
  readonly url: string
}

export interface Placing {
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly turn: number
}

export interface Picture {
  readonly url: string
  readonly width: number
  readonly height: number
  readonly placing: Placing
}

export interface Config {
  readonly drawing: Drawing
  readonly number: number
  readonly homes: readonly Home[]
  readonly save: string
  readonly done: string
  readonly key: string
  readonly templates: readonly Template[]
  readonly building: boolean
  readonly picture: Picture | null
  readonly pictureUrl: string
}

export interface Pending {
  readonly box: Box
  readonly count: number
}

export interface Plan {
  readonly config: Config
  readonly history: ShallowRef<History<Drawing>>
  readonly shapes: ComputedRef<readonly Shape[]>
  readonly chosen: ShallowRef<ReadonlySet<string>>
  readonly picked: ComputedRef<Shape[]>
  readonly tool: Ref<Tool>
  readonly pending: ShallowRef<Pending | null>
  readonly unplaced: ComputedRef<Home[]>
  readonly homeOf: ComputedRef<Map<string, Home>>
  readonly number: Ref<number>
  readonly dirty: ComputedRef<boolean>
  readonly state: Ref<'still' | 'saving'>
  readonly says: Ref<string>
  readonly clash: ShallowRef<Theirs | null>
  readonly restored: Ref<boolean>
  readonly note: Ref<string>
  readonly picture: ShallowRef<Picture | null>
  readonly pictureShown: Ref<boolean>
  set(shapes: readonly Shape[]): void
  draw(drawing: Drawing): void
  choose(ids: Iterable<string>): void
  add(shapes: readonly Shape[]): void
  change(ids: ReadonlySet<string>, how: (shape: Shape) => Shape): void
  undo(): void
  redo(): void
  move(dx: number, dy: number): void
  resize(dw: number, dh: number): void
  turn(by: number): void
  align(edge: Edge): void
  spread(across: boolean): void
  copy(): void
  remove(): void
  next(by: 1 | -1): boolean
  assign(home: Home, room?: Shape): boolean
  assignAt(home: Home, x: number, y: number): boolean
  takeOff(): void
  fill(): void
  place(kind: Kind, x: number, y: number, box?: Box): void
  settle(): void
  save(over?: number): Promise<void>
  discard(): void
}

/** A short name that no shape of this drawing has. */
export function freshId(taken: ReadonlySet<string>): string {
  for (;;) {
    const id = Math.floor(Math.random() * 36 ** 6).toString(36)
    if (!taken.has(id)) return id
  }
}

/** Rooms in the order in which one reads a page: rows of about a metre from the top, each from the left. */
export function readingOrder(shapes: readonly Shape[]): Shape[] {
  const key = (shape: Shape): [number, number] => [Math.round((shape.y + shape.h / 2) / 100), shape.x]
  return [...shapes].sort((a, b) => key(a)[0] - key(b)[0] || key(a)[1] - key(b)[1])
}

export function openPlan(config: Config): Plan {
  const history = shallowRef(begin(config.drawing))
  const saved = shallowRef(config.drawing)
  const number = ref(config.number)
  const chosen = shallowRef<ReadonlySet<string>>(new Set())
  const tool = ref<Tool>('select')
  const pending = shallowRef<Pending | null>(null)
  const state = ref<'still' | 'saving'>('still')
  const says = ref('')
  const note = ref('')
  const clash = shallowRef<Theirs | null>(null)
  const restored = ref(false)
  const shapes = computed(() => history.value.now.shapes)
  const picked = computed(() => shapes.value.filter((shape) => chosen.value.has(shape.id)))
  const dirty = computed(() => history.value.now !== saved.value)
  const homeOf = computed(() => new Map(config.homes.map((home) => [home.id, home])))
  const unplaced = computed(() => {
    const flats = history.value.now.entrances.flatMap((each) => each.floors.flatMap((floor) => floor.flats))
    const placed = new Set([...shapes.value, ...flats].map((each) => each.dwelling))
    return config.homes.filter((home) => !home.gone && !placed.has(home.id))
  })

  const draft = readDraft(config.key)
  if (draft && JSON.stringify(draft.drawing) !== JSON.stringify(config.drawing)) {
    history.value = step(history.value, draft.drawing)
    number.value = draft.based_on
    restored.value = true
  }
  watch(history, () => {
    keepDraft(config.key, dirty.value ? { based_on: number.value, drawing: history.value.now } : null)
    if (dirty.value) says.value = ''
  })

  const plan: Plan = {
    config,
    history,
    shapes,
    chosen,
    picked,
    tool,
    pending,
    unplaced,
    homeOf,
    number,
    dirty,
    state,
    says,
    clash,
    restored,
    note,
    picture: shallowRef(config.picture),
    pictureShown: ref(true),
    draw: (drawing) => void (history.value = step(history.value, drawing)),
    set: (next) => plan.draw({ ...history.value.now, shapes: next }),
    choose: (ids) => void (chosen.value = new Set(ids)),
    add(more) {
      plan.set([...shapes.value, ...more])
      plan.choose(more.map((shape) => shape.id))
    },
    change: (ids, how) => plan.set(shapes.value.map((shape) => (ids.has(shape.id) ? how(shape) : shape))),
    undo: () => void (history.value = undo(history.value)),
    redo: () => void (history.value = redo(history.value)),
    move: (dx, dy) => plan.change(chosen.value, (shape) => moved(shape, dx, dy)),
    resize: (dw, dh) => plan.change(chosen.value, (shape) => resized(shape, dw, dh)),
    turn: (by) => replace(turned(picked.value, by)),
    align: (edge) => replace(aligned(picked.value, edge)),
    spread: (across) => replace(spread(picked.value, across)),
    copy() {
      const taken = new Set(shapes.value.map((shape) => shape.id))
      const all = around(picked.value)
      const twins = picked.value.map(({ dwelling: _, ...shape }) => {
        const id = freshId(taken)
        taken.add(id)
        return { ...shape, id, x: shape.x + toGrid(all.w) }
      })
      if (twins.length > 0) plan.add(twins)
    },
    remove() {
      if (chosen.value.size === 0) return
      plan.set(shapes.value.filter((shape) => !chosen.value.has(shape.id)))
      plan.choose([])
    },
    next(by) {
      const order = readingOrder(shapes.value)
      const at = order.findIndex((shape) => chosen.value.has(shape.id))
      const next = order[at === -1 ? (by === 1 ? 0 : order.length - 1) : at + by]
      if (next) plan.choose([next.id])
      return next !== undefined
    },
    assign(home, room) {
      const to = room ?? picked.value.find((shape) => shape.kind === 'room' && !shape.dwelling)
      const into = to ?? readingOrder(shapes.value).find((shape) => shape.kind === 'room' && !shape.dwelling)
      if (!into) return false
      plan.change(new Set([into.id]), (shape) => ({ ...shape, dwelling: home.id }))
      return true
    },
    assignAt(home, x, y) {
      const room = roomAt(shapes.value, x, y)
      return room ? plan.assign(home, room) : false
    },
    takeOff: () => plan.change(chosen.value, ({ dwelling: _, ...shape }) => shape),
    fill() {
      const among = picked.value.length > 1 ? picked.value : shapes.value
      const rooms = readingOrder(among).filter((shape) => shape.kind === 'room' && !shape.dwelling && !shape.text)
      const given = new Map(rooms.map((room, place) => [room.id, unplaced.value[place]?.id]))
      plan.change(new Set(given.keys()), (shape) => {
        const dwelling = given.get(shape.id)
        return dwelling ? { ...shape, dwelling } : shape
      })
    },
    place(kind, x, y, box) {
      const [w, h] = SIZES[kind]
      const at = box ?? { x: toGrid(x - w / 2), y: toGrid(y - h / 2), w, h }
      const words = kind === 'text' ? { text: t('text') } : {}
      plan.add([{ id: freshId(ids()), kind, ...at, ...words }])
      tool.value = 'select'
    },
    settle() {
      const made = pending.value
      pending.value = null
      tool.value = 'select'
      if (!made) return
      const taken = ids()
      const fresh = (): string => {
        const id = freshId(taken)
        taken.add(id)
        return id
      }
      plan.add(row(made.box, made.count, fresh))
    },
    async save(over) {
      if (state.value === 'saving') return
      state.value = 'saving'
      const drawing = history.value.now
      const answer = await send(config.save, { based_on: over ?? number.value, drawing }, note.value)
      state.value = 'still'
      if (answer.kind === 'saved') {
        number.value = answer.number
        saved.value = drawing
        clash.value = null
        restored.value = false
        note.value = ''
        keepDraft(config.key, dirty.value ? { based_on: number.value, drawing: history.value.now } : null)
        says.value = t('saved', { n: answer.number })
      } else if (answer.kind === 'clash') clash.value = answer.theirs
      else says.value = answer.kind === 'failed' ? t('failed') : answer.words || t('refused')
    },
    discard() {
      keepDraft(config.key, null)
      restored.value = false
      number.value = config.number
      history.value = begin(config.drawing)
      plan.choose([])
    },
  }

  function ids(): Set<string> {
    return new Set(shapes.value.map((shape) => shape.id))
  }

  function replace(next: readonly Shape[]): void {
    const by = new Map(next.map((shape) => [shape.id, shape]))
    plan.change(chosen.value, (shape) => by.get(shape.id) ?? shape)
  }

  return plan
}

export { GRID }
