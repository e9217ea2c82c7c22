import type { Region } from './candidate.js';
import type { Decoded } from './decode.js';
/** Needles that call `kubernetesSecrets`. */
export declare const MANIFEST_KEYWORDS: string[];
/**
 * The values of Kubernetes Secret manifests in a region, decoded: each as `name=value`, so that rules for assignments
 * see the name that the value has.
 */
export declare function kubernetesSecrets(region: Region): Decoded[];
