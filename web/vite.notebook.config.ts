import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const root = fileURLToPath(new URL('./notebook/', import.meta.url))

// The phone's program. Its files carry their own hashes; the service worker (served at the root by a view of Django)
// keeps them, so that the notebook opens in a basement.
export default defineConfig({
  root,
  base: '/static/notebook/',
  publicDir: false,
  plugins: [
    vue(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: { globPatterns: ['**/*.{js,css,svg,png,woff2}'], injectionPoint: 'self.__WB_MANIFEST' },
    }),
  ],
  build: {
    outDir: '../../minqing/site/static/notebook',
    emptyOutDir: true,
    target: ['chrome111', 'safari16.4', 'firefox121'],
    sourcemap: false,
    manifest: true,
    rolldownOptions: {
      input: fileURLToPath(new URL('./notebook/main.ts', import.meta.url)),
      // What several parts share is in one file: on a slow phone fetching ten small ones costs more than what is in them.
      output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } },
    },
  },
})
