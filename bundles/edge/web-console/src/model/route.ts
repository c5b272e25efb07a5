/** Where in the console one is. It stands in the address behind "#", so that back, reload and a second window work. */
export type Route =
  | { at: 'consultations' }
  | { at: 'consultation'; id: string }
  | { at: 'new' }
  | { at: 'plans' }
  | { at: 'plan'; id: string | null }
  | { at: 'recordings'; id: string | null }
  | { at: 'outbox'; mail: string | null }
  | { at: 'profile' };

export function parseRoute(hash: string): Route {
  const [section = '', id] = hash.replace(/^#\/?/, '').split('/').map(decode);
  switch (section) {
    case 'consultation':
      return id ? { at: 'consultation', id } : { at: 'consultations' };
    case 'new':
      return { at: 'new' };
    case 'plans':
      if (id === undefined || id === '') return { at: 'plans' };
      return { at: 'plan', id: id === 'new' ? null : id };
    case 'recordings':
      return { at: 'recordings', id: id || null };
    case 'outbox':
      return { at: 'outbox', mail: id || null };
    case 'profile':
      return { at: 'profile' };
    default:
      return { at: 'consultations' };
  }
}

export function hashOf(route: Route): string {
  switch (route.at) {
    case 'consultations':
      return '#/';
    case 'consultation':
      return `#/consultation/${encodeURIComponent(route.id)}`;
    case 'plan':
      return `#/plans/${route.id === null ? 'new' : encodeURIComponent(route.id)}`;
    case 'recordings':
      return route.id === null ? '#/recordings' : `#/recordings/${encodeURIComponent(route.id)}`;
    case 'outbox':
      return route.mail === null ? '#/outbox' : `#/outbox/${encodeURIComponent(route.mail)}`;
    default:
      return `#/${route.at}`;
  }
}

/** The token of a link for a new password, or null. */
export function resetToken(hash: string): string | null {
  const token = /^#reset=(.+)$/.exec(hash)?.[1];
  return token === undefined ? null : decode(token);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // Mangled on the way; it will simply not be found.
  }
}
