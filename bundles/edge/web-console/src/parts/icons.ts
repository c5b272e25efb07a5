import { icon as sharedIcon, type IconName as SharedIconName } from '@connectme/web-shared/icons';
import { html, svg, type TemplateResult } from 'lit';

const shapes = {
  mail: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m4 7 8 6 8-6"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>`,
  pen: svg`<path d="m4 20 1-4L16 5l3 3L8 19ZM14 7l3 3"/>`,
  bell: svg`<path d="M6 16v-5a6 6 0 0 1 12 0v5l2 2H4ZM10 21h4"/>`,
  'bell-off': svg`<path d="M9 5.8A6 6 0 0 1 18 11v3M6 10v6l-2 2h13M10 21h4M4 4l16 16"/>`,
  play: svg`<path d="M7 5v14l12-7Z"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  search: svg`<circle cx="11" cy="11" r="6"/><path d="m16 16 5 5"/>`,
  calendar: svg`<rect x="3" y="5" width="18" height="16" rx="2"/><path d="M3 10h18M8 3v4M16 3v4"/>`,
  tag: svg`<path d="M3 12V4a1 1 0 0 1 1-1h8l9 9-9 9ZM8 8h.01" />`,
  previous: svg`<path d="m14 6-6 6 6 6"/>`,
  next: svg`<path d="m10 6 6 6-6 6"/>`,
  cup: svg`<path d="M5 9h12v6a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5ZM17 11h1a3 3 0 0 1 0 6h-1.5M9 3v2M13 3v2"/>`,
  card: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 10h18M7 15h3"/>`,
  paper: svg`<path d="M6 3h8l4 4v14H6ZM14 3v4h4M9 12h6M9 16h6"/>`,
  keys: svg`<rect x="2" y="6" width="20" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14h8"/>`,
  door: svg`<path d="M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9"/>`,
} as const;

export type IconName = SharedIconName | keyof typeof shapes;

/** A picture beside a word; screen readers skip it. */
export function icon(name: IconName): TemplateResult {
  if (!(name in shapes)) return sharedIcon(name as SharedIconName);
  const mirrored = name === 'previous' || name === 'next' || name === 'door';
  return html`<svg class="icon ${mirrored ? 'mirrored' : ''}" viewBox="0 0 24 24" aria-hidden="true">
    ${shapes[name as keyof typeof shapes]}
  </svg>`;
}
