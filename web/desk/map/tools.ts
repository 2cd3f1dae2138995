/** The tools: put a courtyard somewhere, draw its outline, draw a barrier, put what a lasso holds into a zone; undo. */
import type { Desk } from './desk'
import { holds } from './drawing'
import type { Spot } from './types'
import { say } from './words'

export class Tools {
  private ring: Spot[] = []
  private line: Spot[] = []

  constructor(private readonly desk: Desk) {}

  listen(): void {
    const { root } = this.desk
    document.addEventListener('click', (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-tool]')
      if (button) this.begin(button.dataset.tool!, button.dataset.of ?? '', button.dataset.name ?? '')
    })
    root.addEventListener('click', (event) => {
      const at = event.target as Element
      if (at.closest('[data-finish]')) this.desk.drawing.finish()
      if (at.closest('[data-back]')) this.desk.drawing.back()
      if (at.closest('[data-cancel]')) this.stop()
      if (at.closest('[data-undo]')) void this.desk.undo()
    })
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.stop()
    })
    this.desk.part<HTMLFormElement>('barrier-form')?.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.keepBarrier(event.target as HTMLFormElement)
    })
    this.desk.part<HTMLFormElement>('zone-form')?.addEventListener('submit', (event) => {
      event.preventDefault()
      void this.keepZone(event.target as HTMLFormElement)
    })
  }

  hint(words: string): void {
    const line = this.desk.part('hint')
    if (line) line.textContent = words
  }

  /** Nothing is being drawn any more. */
  rest(): void {
    this.bar(false)
  }

  private begin(tool: string, id: string, otherwise: string): void {
    this.stop()
    const name = this.desk.yard(id)?.properties.name ?? otherwise
    const { drawing } = this.desk
    if (tool === 'point') {
      this.start(say('placeHint', { name }))
      drawing.begin('point', ([at]) => void this.desk.change({ what: 'point', of: id, at }))
    } else if (tool === 'outline') {
      this.start(say('outlineHint', { name }))
      drawing.begin('ring', (ring) => void this.desk.change({ what: 'outline', of: id, ring }))
    } else if (tool === 'outline-away') {
      void this.desk.change({ what: 'outline', of: id, ring: null })
    } else if (tool === 'barrier') {
      this.start(say('barrierHint'))
      drawing.begin('line', (line) => this.nameBarrier(line))
    } else if (tool === 'barrier-away') {
      void this.desk.change({ what: 'barrier-away', of: id })
      this.desk.panel.empty()
    } else if (tool === 'lasso') {
      this.start(say('lassoHint'))
      drawing.begin('lasso', (ring) => this.askZone(ring))
    }
  }

  private start(words: string): void {
    this.bar(true)
    this.hint(words)
    this.desk.root.scrollIntoView({ block: 'nearest' })
    this.desk.map.getCanvas().focus()
  }

  private stop(): void {
    this.desk.drawing.cancel()
    this.desk.drawing.clear()
    this.form('barrier-form', false)
    this.form('zone-form', false)
    this.bar(false)
  }

  private bar(shown: boolean): void {
    const bar = this.desk.part('drawing-bar')
    if (bar) bar.hidden = !shown
  }

  private form(name: string, shown: boolean): HTMLFormElement | null {
    const form = this.desk.part<HTMLFormElement>(name)
    if (form) form.hidden = !shown
    if (form && shown) form.querySelector<HTMLElement>('input:not([type=hidden]), select')?.focus()
    return form
  }

  private nameBarrier(line: Spot[]): void {
    this.line = line
    this.form('barrier-form', true)
  }

  private async keepBarrier(form: HTMLFormElement): Promise<void> {
    const name = String(new FormData(form).get('name') ?? '')
    if (await this.desk.change({ what: 'barrier', name, line: this.line })) {
      form.reset()
      form.hidden = true
    }
  }

  private inside(): { ids: string[]; homes: number } {
    const found = this.desk.ground.yards.features.filter((one) => holds(this.ring, one.geometry.coordinates as Spot))
    return {
      ids: found.map((one) => one.properties.id),
      homes: found.reduce((sum, one) => sum + one.properties.homes, 0),
    }
  }

  private askZone(ring: Spot[]): void {
    this.ring = ring
    const { ids, homes } = this.inside()
    if (ids.length === 0) {
      this.desk.say(say('noneChosen'))
      this.desk.drawing.clear()
      return
    }
    this.desk.part('chosen')!.textContent = say('chosen', { count: ids.length, households: homes })
    this.form('zone-form', true)
  }

  private async keepZone(form: HTMLFormElement): Promise<void> {
    const told = new FormData(form)
    const asked = { what: 'zone', of: told.get('zone'), from_day: told.get('from_day'), courtyards: this.inside().ids }
    if (await this.desk.change(asked)) form.hidden = true
  }
}
