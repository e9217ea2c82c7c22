import type { Check } from '../../model/check.js';
/** The 6-character checksum that GitHub's tokens brought in: CRC-32 of the body in base 62, padded with `0`. */
export declare function base62Checksum(body: string): string;
/** As {@link base62Checksum} with lower case before upper case, over prefix and body: Apify's. */
export declare function apifyChecksum(prefixAndBody: string): string;
/** The 8 characters inside `github_pat_` tokens: base 32 of the SHA-256 of all before them. */
export declare function fineGrainedChecksum(before: string): string;
/** The last 7 characters of GitLab's routable tokens: CRC-32 of all before them in base 36. */
export declare function gitlabChecksum(before: string): string;
/** 8 lower-case hex digits, highest first. */
export declare function hexChecksum(text: string): string;
/** 8 lower-case hex digits, lowest byte first: Grafana's. */
export declare function littleEndianHexChecksum(text: string): string;
/** The last 6 characters of Confluent's secrets: base64 of the CRC-32's bytes, lowest first, without padding. */
export declare function confluentChecksum(body: string): string;
/** `crc32-base62`: GitHub (published by GitHub), npm, Vercel, Salad Cloud. A stateless `ghs_` token is a JWT, and has none. */
export declare const crc32Base62: Check;
/** `crc32-base62-apify` */
export declare const crc32Base62Apify: Check;
/** `github-fine-grained`: of the last 59 characters, 43 are random, 8 are the checksum, 8 are of unknown meaning. */
export declare const githubFineGrained: Check;
/** `gitlab-routable`: `prefix-payload.[version.]LLCCCCCCC`, where LL is the payload's length and C the checksum, both in base 36. */
export declare const gitlabRoutable: Check;
/** `crc32-hex-body`: Cloudflare's `cfut_…`, Zuplo's `zpka_…_…`; the prefix and the `_` before the checksum do not count. */
export declare const crc32HexBody: Check;
/** `crc32-hex-all`: Canva, Private Packagist; the prefix counts. */
export declare const crc32HexAll: Check;
/** `confluent`: over the 54 characters between the prefix and the checksum. */
export declare const confluent: Check;
/** `atlassian`: `=` and the CRC-32 of all before, the `=` with it, in upper-case hex. */
export declare const atlassian: Check;
/** `grafana-service-account`: over `glsa_` and the 32 characters after it. */
export declare const grafanaServiceAccount: Check;
