import type { Block } from '../model/block.js';
import type { BlockResult } from '../model/match.js';
import type { Rule } from '../model/rule.js';
export interface DetectorOptions {
    /** Milliseconds since 1970 that expiry is judged by. Default: now. */
    readonly now?: number;
}
/**
 * Finds secrets in bytes. One detector scans layers, config, history and build context alike; it keeps no state
 * between blocks, and each worker thread has its own.
 */
export declare class Detector {
    #private;
    constructor(rules: readonly Rule[], options?: DetectorOptions);
    /** Scans one block. Never throws for what the bytes hold. */
    scan(block: Block): BlockResult;
}
