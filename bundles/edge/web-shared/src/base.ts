import { css } from 'lit';

/** What native elements look like. Every component lists it first among its styles. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3 {
    margin: 0;
    font-weight: 650;
    line-height: var(--cm-leading-title);
    text-wrap: balance;
  }
  h1 {
    font-size: var(--cm-size-title);
    letter-spacing: -0.01em;
  }
  h2 {
    font-size: var(--cm-size-large);
  }
  h3 {
    font-size: var(--cm-size);
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  ul,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  ul {
    list-style: none;
  }
  a {
    color: var(--cm-accent);
    text-underline-offset: 3px;
  }
  :focus-visible {
    outline: var(--cm-focus) solid var(--cm-accent);
    outline-offset: 2px;
  }
  .quiet {
    color: var(--cm-quiet);
  }
  .small {
    font-size: var(--cm-size-small);
  }
  .figure {
    font-size: var(--cm-size-figure);
    font-weight: 650;
    line-height: var(--cm-leading-title);
    letter-spacing: -0.02em;
  }
  .figure,
  .number {
    font-variant-numeric: tabular-nums;
  }
  .stack {
    display: grid;
    gap: var(--cm-4);
    min-width: 0;
    grid-template-columns: minmax(0, 1fr);
  }
  .row {
    display: flex;
    gap: var(--cm-2);
    align-items: center;
    flex-wrap: wrap;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  button,
  .button {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--cm-2);
    min-height: var(--cm-target);
    min-width: var(--cm-target);
    padding: var(--cm-2) var(--cm-5);
    border: 1px solid var(--cm-edge);
    border-radius: var(--cm-radius);
    background: var(--cm-surface);
    color: var(--cm-ink);
    font: inherit;
    font-weight: 550;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
  }
  button:hover:not(:disabled) {
    background: color-mix(in srgb, var(--cm-surface), var(--cm-ink) 5%);
  }
  button.primary,
  .button.primary {
    border-color: transparent;
    background: var(--cm-accent);
    color: var(--cm-on-accent);
  }
  button.primary:hover:not(:disabled) {
    background: color-mix(in srgb, var(--cm-accent), var(--cm-ink) 12%);
  }
  button.danger {
    border-color: transparent;
    background: var(--cm-danger);
    color: var(--cm-on-danger);
  }
  button.danger:hover:not(:disabled) {
    background: color-mix(in srgb, var(--cm-danger), black 14%);
  }
  button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--cm-accent);
    padding-inline: var(--cm-2);
  }
  button.wide {
    width: 100%;
  }
  button:disabled {
    cursor: not-allowed;
    opacity: 0.55;
  }
  button[aria-busy='true'] {
    cursor: progress;
    opacity: 0.8;
  }

  .field {
    display: grid;
    gap: var(--cm-1);
    min-width: 0;
    grid-template-columns: minmax(0, 1fr);
  }
  .field > label,
  .label {
    font-weight: 550;
  }
  .field > .hint {
    color: var(--cm-quiet);
    font-size: var(--cm-size-small);
  }
  .field > .error,
  p.error {
    color: var(--cm-alert);
    font-size: var(--cm-size-small);
  }
  input:not([type='checkbox'], [type='radio'], [type='range']),
  select,
  textarea {
    width: 100%;
    min-height: var(--cm-target);
    padding: var(--cm-2) var(--cm-3);
    border: 1px solid var(--cm-edge);
    border-radius: var(--cm-radius-small);
    background: var(--cm-surface);
    color: var(--cm-ink);
    font: inherit;
  }
  textarea {
    min-height: 6rem;
    resize: vertical;
  }
  input[aria-invalid='true'],
  textarea[aria-invalid='true'],
  select[aria-invalid='true'] {
    border-color: var(--cm-alert);
    box-shadow: inset 0 0 0 1px var(--cm-alert);
  }
  input[type='checkbox'],
  input[type='radio'] {
    width: 24px;
    height: 24px;
    margin: 0;
    flex: none;
    accent-color: var(--cm-accent);
  }
  .tick {
    display: flex;
    gap: var(--cm-3);
    align-items: flex-start;
    min-height: var(--cm-target);
    padding-block: var(--cm-2);
    cursor: pointer;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  legend {
    padding: 0;
    font-weight: 550;
  }

  .card {
    padding: var(--cm-5);
    border: 1px solid var(--cm-line);
    border-radius: var(--cm-radius);
    background: var(--cm-surface);
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: var(--cm-2) var(--cm-1);
    border-bottom: 1px solid var(--cm-line);
    text-align: start;
    vertical-align: top;
    font-weight: inherit;
  }
  thead th {
    color: var(--cm-quiet);
    font-size: var(--cm-size-small);
  }
  td.amount,
  th.amount {
    text-align: end;
    white-space: nowrap;
  }

  svg.icon {
    width: 1.25em;
    height: 1.25em;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
`;
