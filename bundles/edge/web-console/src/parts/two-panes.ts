import { css } from 'lit';

/** A list of links beside what is chosen from it (`.two` with `.list` and `.one`); one of them on a small screen. */
export const twoPanes = css`
  .two {
    height: 100%;
    display: grid;
    grid-template-columns: 340px minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
  }
  .list {
    border-inline-end: 1px solid var(--cm-line);
    overflow: auto;
    padding: var(--cm-4) var(--cm-2);
  }
  .list > :not(ul) {
    padding-inline: var(--cm-3);
    margin-bottom: var(--cm-3);
  }
  .one {
    overflow: auto;
  }
  .list li + li {
    border-top: 1px solid var(--cm-line);
  }
  .list li a {
    display: grid;
    gap: 2px;
    padding: var(--cm-3);
    border-radius: var(--cm-radius);
    color: inherit;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .list li a[aria-current] {
    background: var(--cm-accent-soft);
  }
  .list .chip {
    white-space: normal;
  }
  .list .section {
    margin-top: var(--cm-6);
  }
  .list .name {
    font-weight: 600;
  }
  @media (max-width: 859px) {
    .two {
      grid-template-columns: minmax(0, 1fr);
    }
    .list {
      border: 0;
    }
    .two.detail .list,
    .two:not(.detail) .one {
      display: none;
    }
  }
`;
