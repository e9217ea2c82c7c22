import type { Check } from '../../model/check.js';
/**
 * `azure-sas`: `se` is the time at which a shared access signature expires, in ISO 8601
 * (https://learn.microsoft.com/rest/api/storageservices/create-service-sas#specify-the-access-policy).
 */
export declare const azureSas: Check;
