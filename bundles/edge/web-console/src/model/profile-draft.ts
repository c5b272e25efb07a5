import type { Profile } from './account.js';
import type { Checked, Errors } from './schedule-draft.js';
import { isZone } from './zoned-time.js';

/** The profile's form as typed. */
export interface ProfileDraft {
  displayName: string;
  greeting: string;
  zone: string;
  sellerName: string;
  sellerAddress: string;
  taxNumber: string;
  terms: string;
  privacy: string;
  waiver: string;
}

const NEEDED = ['displayName', 'sellerName', 'sellerAddress', 'terms', 'privacy'] as const;

export function profileDraft(profile: Profile): ProfileDraft {
  const { seller, displayName, greeting, zone, terms, privacy, waiver } = profile;
  return {
    displayName,
    greeting,
    zone,
    sellerName: seller.name,
    sellerAddress: seller.address,
    taxNumber: seller.taxNumber,
    terms,
    privacy,
    waiver,
  };
}

export function checkProfile(draft: ProfileDraft): Checked<Profile> {
  const errors: Errors = {};
  for (const name of NEEDED) if (draft[name].trim() === '') errors[name] = 'error.needed';
  if (!isZone(draft.zone)) errors['zone'] = 'error.zone';
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  const { displayName, greeting, zone, terms, privacy, waiver } = draft;
  return {
    ok: true,
    body: {
      displayName: displayName.trim(),
      greeting: greeting.trim(),
      zone,
      seller: {
        name: draft.sellerName.trim(),
        address: draft.sellerAddress.trim(),
        taxNumber: draft.taxNumber.trim(),
      },
      terms,
      privacy,
      waiver: waiver.trim(),
    },
  };
}
