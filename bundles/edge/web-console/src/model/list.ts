import type { View } from '@connectme/web-shared/protocol';

/** The consultations known to this page, by id: of two views of one, the longer journal's is the newer. */
export type Views = ReadonlyMap<string, View>;

export function fold(views: Views, incoming: readonly View[]): Views {
  const next = new Map(views);
  for (const view of incoming) {
    const known = next.get(view.id);
    if (known === undefined) next.set(view.id, view);
    else if (isNewer(view, known)) next.set(view.id, withParts(view, known));
  }
  return next;
}

/** A part that is away while its bundle is replaced stays as it was last seen. */
function withParts(view: View, known: View): View {
  return { ...view, parts: { ...known.parts, ...view.parts } };
}

function isNewer(view: View, known: View): boolean {
  if (view.length !== known.length) return view.length > known.length;
  return Date.parse(view.now) >= Date.parse(known.now);
}

/** Those that begin in [from, to), earliest first. */
export function between(views: Views, from: string, to: string): View[] {
  return [...views.values()]
    .filter((view) => {
      const at = startOf(view);
      return at >= Date.parse(from) && at < Date.parse(to);
    })
    .sort((a, b) => startOf(a) - startOf(b) || a.id.localeCompare(b.id));
}

/** As the server searches: in the customer's name and the subject. */
export function matching(views: readonly View[], words: string): View[] {
  const wanted = words.trim().toLowerCase();
  return views.filter((view) => {
    const appointment = view.parts.appointment;
    if (wanted === '' || appointment === undefined) return wanted === '';
    return `${appointment.customerName}\n${appointment.subject}`.toLowerCase().includes(wanted);
  });
}

function startOf(view: View): number {
  return Date.parse(view.parts.appointment?.startsAt ?? view.now);
}
