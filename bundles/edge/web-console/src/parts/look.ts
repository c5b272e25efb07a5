import { css } from 'lit';

/** What the console's screens have in common beyond the shared base. */
export const look = css`
  svg.icon.mirrored:dir(rtl) {
    transform: scaleX(-1);
  }
  /* A place for what may be said later takes no room before. */
  div:is([role='status'], [role='alert']):not(:has(*)) {
    position: absolute;
  }
  a.back {
    display: inline-flex;
    align-items: center;
    gap: var(--cm-1);
    min-height: var(--cm-target);
    margin-inline-start: -4px;
    text-decoration: none;
    font-weight: 550;
  }
  /* Beside a list nobody needs the way back to it. */
  @media (min-width: 860px) {
    a.back:not(.always) {
      display: none;
    }
  }
  /* A place where something will be once it is chosen. */
  .nothing {
    display: grid;
    height: 100%;
    place-content: center;
    justify-items: center;
    gap: var(--cm-4);
    padding: var(--cm-8);
    color: var(--cm-quiet);
    text-align: center;
  }
  .nothing svg.icon {
    width: 48px;
    height: 48px;
    stroke-width: 1.25;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 2px 10px 2px 8px;
    border-radius: 999px;
    background: color-mix(in srgb, var(--cm-surface), var(--cm-ink) 6%);
    color: var(--cm-quiet);
    font-size: var(--cm-size-small);
    font-weight: 550;
    white-space: nowrap;
  }
  .live {
    background: var(--cm-live-soft);
    color: var(--cm-live);
  }
  .still {
    background: var(--cm-still-soft);
    color: var(--cm-still);
  }
  .alert {
    background: var(--cm-alert-soft);
    color: var(--cm-alert);
  }
  .info {
    background: var(--cm-info-soft);
    color: var(--cm-info);
  }
  .notice {
    display: flex;
    gap: var(--cm-3);
    align-items: flex-start;
    padding: var(--cm-3) var(--cm-4);
    border-radius: var(--cm-radius);
  }
  .notice > div {
    flex: 1;
    min-width: 0;
    display: grid;
    gap: var(--cm-2);
  }
  .notice .text,
  .notice strong {
    color: var(--cm-ink);
  }
  .notice svg.icon {
    margin-top: 2px;
  }
  .page {
    max-width: 720px;
    margin-inline: auto;
    padding: var(--cm-6) var(--cm-4) var(--cm-12);
    display: grid;
    gap: var(--cm-6);
    grid-template-columns: minmax(0, 1fr);
  }
  .section {
    display: grid;
    gap: var(--cm-3);
    grid-template-columns: minmax(0, 1fr);
  }
  .pair {
    display: grid;
    gap: var(--cm-4);
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 200px), 1fr));
    align-items: start;
  }
  dl.facts {
    display: grid;
    gap: var(--cm-2) var(--cm-4);
    grid-template-columns: minmax(6rem, max-content) minmax(0, 1fr);
  }
  dl.facts dt {
    color: var(--cm-quiet);
  }
  dl.facts dd {
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  .end {
    margin-inline-start: auto;
  }
  dialog {
    width: min(480px, calc(100vw - 32px));
    max-height: calc(100dvh - 32px);
    padding: var(--cm-6);
    border: 1px solid var(--cm-line);
    border-radius: var(--cm-radius);
    background: var(--cm-surface);
    color: var(--cm-ink);
    box-shadow: var(--cm-shadow);
  }
  dialog::backdrop {
    background: var(--cm-scrim);
  }
  dialog .row {
    justify-content: flex-end;
  }
  kbd {
    display: inline-block;
    min-width: 24px;
    padding: 0 6px;
    border: 1px solid var(--cm-edge);
    border-radius: var(--cm-radius-small);
    font-family: inherit;
    font-size: var(--cm-size-small);
    text-align: center;
  }
`;
