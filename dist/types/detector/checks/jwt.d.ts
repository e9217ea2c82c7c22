import type { Check } from '../../model/check.js';
/** `jwt`: RFC 7519. Tells algorithm, issuer and expiry, and no other claim. */
export declare const jwt: Check;
