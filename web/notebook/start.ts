// The notebook starts: the words' language, light or dark, the store, then the pages.

import { createApp } from 'vue'
import App from './App.vue'
import { applyTheme } from './look/theme'
import './look/tokens.scss'
import './look/page.css'
import { communityOf, provideNotebook } from './notebook'
import { makeRouter } from './router'
import { openNotebook } from './store/notebook'
import { registerServiceWorker } from './sync/worker'
import { startWords } from './words'

async function start(): Promise<void> {
  startWords()
  applyTheme()
  const community = communityOf(window.location.pathname)
  // The shell is the same for all communities; where this one is put on the home screen is said here.
  document.querySelector<HTMLLinkElement>('link[rel=manifest]')?.setAttribute('href', `/${community}/notebook/manifest.webmanifest`)
  const opening = openNotebook(community)
  const app = createApp(App)
  app.use(makeRouter(community))
  const notebook = await opening
  provideNotebook(app, notebook)
  app.mount('#app')
  // While the notebook is open somebody may be writing: a newer program waits.
  void registerServiceWorker(() => notebook.phase.value !== 'open' && notebook.phase.value !== 'set_pin')
}

void start()
