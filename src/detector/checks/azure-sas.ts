import type { Check } from '../../model/check.js';
import { NOTHING } from './result.js';

/** More than any shared access signature has before or after its `sig`. */
const AROUND_CHARS = 700;

/**
 * `azure-sas`: `se` is the time at which a shared access signature expires, in ISO 8601
 * (https://learn.microsoft.com/rest/api/storageservices/create-service-sas#specify-the-access-policy).
 */
export const azureSas: Check = ({ before, secret, after, now }) => {
  const query = /[^\s"'`<>]*$/.exec(before.slice(-AROUND_CHARS))?.[0] ?? '';
  const rest = /^[^\s"'`<>]*/.exec(after.slice(0, AROUND_CHARS))?.[0] ?? '';
  const match = /[?&;](?:amp;)?se=(\d{4}-\d\d-\d\d)((?:T|%54)[\d:.%A]{2,20}Z?)?/i.exec(
    `?${query}${secret}${rest}`,
  );
  if (match?.[1] === undefined) return NOTHING;
  const time = Date.parse(`${match[1]}T23:59:59Z`);
  if (Number.isNaN(time)) return NOTHING;
  return time < now
    ? { outcome: 'none', note: `expired ${match[1]}`, atMost: 'low' }
    : { outcome: 'none', note: `expires ${match[1]}` };
};
