import type { Check } from '../../model/check.js';
/** `gcp-service-account`: the JSON object around the match, and the key in it. */
export declare const gcpServiceAccount: Check;
