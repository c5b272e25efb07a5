import type { IceSettings } from '@connectme/web-shared/call';
import type { Customer } from './customer.js';

/** Where the relay is, with credentials that were made a moment ago. */
export async function iceSettings(customer: Customer): Promise<IceSettings> {
  const result = await customer.get<IceSettings>('ice');
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}
