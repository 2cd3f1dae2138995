import { defineConfig } from 'vite'

// The register's table: loaded on its page alone; one script and one style sheet with fixed names beside the desk's. Built after the desk,
// whose folder it stands in.
export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    outDir: '../minqing/site/static/build',
    emptyOutDir: false,
    target: ['chrome111', 'safari16.4', 'firefox121'],
    cssTarget: ['chrome111', 'safari16.4', 'firefox121'],
    cssCodeSplit: false,
    sourcemap: false,
    modulePreload: false,
    rolldownOptions: {
      input: { register: 'desk/register/main.ts' },
      output: {
        entryFileNames: '[name].js',
        assetFileNames: (asset) => (asset.names.some((name) => name.endsWith('.css')) ? 'register.css' : '[name][extname]'),
        codeSplitting: false,
      },
    },
  },
})
