import type { Consents, View } from '@connectme/web-shared/protocol';

export type Consent = Consents['consents'][number];

/** How remote help stands, by the server's newest word. */
export type Standing =
  | { is: 'none' }
  /** @property left milliseconds until silence is a no */
  | { is: 'asked'; consent: Consent; left: number }
  /** @property left milliseconds until it ends by itself */
  | { is: 'given'; consent: Consent; left: number }
  /** The newest request came to nothing, or to its end. */
  | { is: 'over'; consent: Consent };

const PATIENCE_MILLIS = 60_000;

export function isControl(scope: Consent['scope']): boolean {
  return scope === 'SCREEN_ONLY' || scope === 'SCREEN_KEYBOARD_MOUSE';
}

/**
 * @param now the server's, in milliseconds since 1970
 * @param isMeant which scopes are asked about
 */
export function standing(view: View, now: number, isMeant = isControl): Standing {
  const all = (view.parts.consents?.consents ?? []).filter((consent) => isMeant(consent.scope));
  const given = all.filter((consent) => consent.state === 'GIVEN' && until(consent) > now).sort(byReach)[0];
  if (given !== undefined) return { is: 'given', consent: given, left: until(given) - now };
  const asked = all.find((consent) => consent.state === 'ASKED');
  if (asked !== undefined) {
    return { is: 'asked', consent: asked, left: Math.max(0, Date.parse(asked.askedAt) + PATIENCE_MILLIS - now) };
  }
  const last = all.at(-1);
  return last === undefined ? { is: 'none' } : { is: 'over', consent: last };
}

/** Control before screen: where both stand, the one that allows more is the one that is used. */
function byReach(a: Consent, b: Consent): number {
  return Number(b.scope === 'SCREEN_KEYBOARD_MOUSE') - Number(a.scope === 'SCREEN_KEYBOARD_MOUSE');
}

function until(consent: Consent): number {
  return consent.until === null ? 0 : Date.parse(consent.until);
}
