import { defineConfig } from 'vite';

export default defineConfig({
  // All three pages are this one; their files lie below /join.
  base: '/join/',
  build: {
    outDir: 'target/classes/web',
    emptyOutDir: true,
    target: 'es2022',
    // The server allows scripts, styles and fonts of its own only: nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
