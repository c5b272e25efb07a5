import { svg, html, type TemplateResult } from 'lit';

const shapes = {
  mic: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/>`,
  'mic-off': svg`<path d="M9 9v2a3 3 0 0 0 5 2.2M15 11V6a3 3 0 0 0-5.7-1.3M5 11a7 7 0 0 0 11.5 5.4M19 11a7 7 0 0 1-.4 2.3M12 18v3M4 4l16 16"/>`,
  camera: svg`<rect x="3" y="6" width="12" height="12" rx="2"/><path d="m15 11 6-3v8l-6-3"/>`,
  'camera-off': svg`<path d="M11 6h2a2 2 0 0 1 2 2v2.5l6-3v9M15 15v1a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 1.5-1.9M4 4l16 16"/>`,
  turn: svg`<path d="M20 11a8 8 0 0 0-14-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14 4l2-2M20 20v-5h-5"/>`,
  screen: svg`<rect x="3" y="4" width="18" height="13" rx="2"/><path d="M12 14V8m0 0-3 3m3-3 3 3M8 21h8"/>`,
  'screen-off': svg`<rect x="3" y="4" width="18" height="13" rx="2"/><path d="m9 8 6 5m0-5-6 5M8 21h8"/>`,
  chat: svg`<path d="M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H10l-5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z"/>`,
  more: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3"/>`,
  'hang-up': svg`<path d="M3 14c5-6 13-6 18 0l-2.4 2.6a1 1 0 0 1-1.3.1l-2.6-1.8a1 1 0 0 1-.4-1V12a12 12 0 0 0-4.6 0v1.9a1 1 0 0 1-.4 1l-2.6 1.8a1 1 0 0 1-1.3-.1Z"/>`,
  run: svg`<circle cx="12" cy="13" r="8"/><path d="M12 9v4l2.5 2M9 2h6"/>`,
  pause: svg`<path d="M8 5v14M16 5v14" stroke-width="3"/>`,
  stop: svg`<rect x="6" y="6" width="12" height="12" rx="2"/>`,
  off: svg`<path d="M5 13a10 10 0 0 1 4-2.5M2 9a15 15 0 0 1 5-3M19 13a10 10 0 0 0-5-2.8M22 9a15 15 0 0 0-11-4M9 16.5a5 5 0 0 1 6 0M12 20h.01M4 4l16 16"/>`,
  info: svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 8h.01"/>`,
  alert: svg`<path d="M12 4 2.5 20h19ZM12 10v4M12 17h.01"/>`,
  check: svg`<path d="m5 13 4.5 4.5L19 7"/>`,
  cross: svg`<path d="m6 6 12 12M18 6 6 18"/>`,
  back: svg`<path d="m14 6-6 6 6 6"/>`,
  help: svg`<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .9-1 1.7M12 17h.01"/>`,
  speaker: svg`<path d="M4 9v6h4l5 4V5L8 9ZM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11"/>`,
  send: svg`<path d="m4 12 16-8-5 16-3-7Z"/>`,
  person: svg`<circle cx="12" cy="8" r="4"/><path d="M4 21a8 8 0 0 1 16 0"/>`,
  record: svg`<circle cx="12" cy="12" r="9"/><circle cx="12" cy="12" r="4" fill="currentColor"/>`,
  control: svg`<path d="m5 4 14 6-6 2-2 6Z"/>`,
} as const;

export type IconName = keyof typeof shapes;

/** A picture beside a word; screen readers skip it. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`;
}
