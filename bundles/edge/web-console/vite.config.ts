import { defineConfig } from 'vite';

export default defineConfig({
  base: '/console/',
  build: {
    outDir: 'target/classes/web',
    emptyOutDir: true,
    target: 'es2022',
    // The server allows scripts, styles and fonts of its own only: nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
