// The whole notebook over one in memory, at an address, as a person meets it.

import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { vi } from 'vitest'
import { createMemoryHistory, type Router } from 'vue-router'
import App from '../../notebook/App.vue'
import { notebookKey } from '../../notebook/notebook'
import { makeRouter } from '../../notebook/router'
import { language } from '../../notebook/words'
import { fakeNotebook, type Fake } from './fake'

export interface Open { page: VueWrapper; notebook: Fake; router: Router }

export async function openAt(path: string, notebook: Fake = fakeNotebook()): Promise<Open> {
  language.value = 'zh'
  const router = makeRouter(notebook.community, createMemoryHistory())
  await router.push(path)
  const page = mount(App, { global: { plugins: [router], provide: { [notebookKey as symbol]: notebook } }, attachTo: document.body })
  await settled()
  return { page, notebook, router }
}

/** Until the page's part is there and everything promised is done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    await vi.dynamicImportSettled()
    await flushPromises()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

/** The control that a person finds by its words. */
export function control(page: VueWrapper, words: string): ReturnType<VueWrapper['find']> {
  const all = page.findAll('button, a, label')
  const found = all.find((one) => one.text().includes(words) || one.attributes('aria-label') === words)
  if (!found) throw new Error(`no control says «${words}»: ${all.map((one) => one.text()).join(' | ')}`)
  return found
}

/** The field that a label belongs to. */
export function field(page: VueWrapper, label: string): ReturnType<VueWrapper['find']> {
  const found = page.findAll('label').find((one) => one.text() === label)
  if (!found) throw new Error(`no field is called «${label}»`)
  return page.find(`[id="${found.attributes('for')}"]`)
}
