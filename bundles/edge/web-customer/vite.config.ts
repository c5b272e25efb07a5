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
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first screen needs comes in few files; what the call needs comes when it is near.
          groups: [
            { name: 'lit', test: /node_modules/ },
            {
              name: 'common',
              test: /web-shared.src.(api|base|element|format|i18n|icons|plan|problem|socket|store|tokens|texts.(index|en)|components.cm-(banner|dialog|plan))\.(ts|json)/,
            },
          ],
        },
      },
    },
  },
});
