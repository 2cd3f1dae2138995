// How pages reach the notebook beneath them: provided once by main.ts, injected everywhere.

import { inject, type App, type InjectionKey } from 'vue'
import type { Notebook } from './house'

export const notebookKey: InjectionKey<Notebook> = Symbol('notebook')

export function provideNotebook(app: App, notebook: Notebook): void {
  app.provide(notebookKey, notebook)
}

export function useNotebook(): Notebook {
  const notebook = inject(notebookKey)
  if (!notebook) throw new Error('no notebook is provided above this component')
  return notebook
}

/** The community's code: the first part of the address. */
export function communityOf(path: string): string {
  const found = /^\/(\d{12})\/notebook(\/|$)/.exec(path)
  if (!found) throw new Error('not an address of a notebook')
  return found[1]!
}
