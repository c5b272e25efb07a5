import { css } from 'lit';

/** How a step of the way is laid out: one column, and the primary button where a thumb reaches it. */
export const page = css`
  .page {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--cm-5);
    width: min(100%, 36rem);
    margin-inline: auto;
    padding: var(--cm-5) var(--cm-4) var(--cm-8);
  }
  .lead {
    font-size: var(--cm-size-large);
    line-height: 1.4;
  }
  .forward {
    position: sticky;
    inset-block-end: 0;
    display: grid;
    gap: var(--cm-2);
    margin-inline: calc(-1 * var(--cm-4));
    padding: var(--cm-3) var(--cm-4) max(var(--cm-3), env(safe-area-inset-bottom));
    background: linear-gradient(to top, var(--cm-ground) 80%, transparent);
  }
  .forward button {
    min-height: 52px;
  }
  .facts {
    display: grid;
    gap: var(--cm-4);
  }
  .facts dt {
    color: var(--cm-quiet);
    font-size: var(--cm-size-small);
  }
  .facts dd {
    overflow-wrap: anywhere;
  }
  @media (min-width: 48rem) {
    .page {
      padding-block: var(--cm-8) var(--cm-12);
    }
    .forward {
      position: static;
      margin: 0;
      padding: 0;
      background: none;
    }
  }
`;
