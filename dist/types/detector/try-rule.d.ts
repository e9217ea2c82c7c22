import type { AssignmentCache } from './assignment-cache.js';
import { type Candidate, type Region } from './candidate.js';
import type { CompiledRule } from './compile.js';
/** Tries a rule for assignments where one of its keywords stands: in the name, or as the section before it. */
export declare function tryAssignment(rule: CompiledRule, region: Region, position: number, keyword: string, cache: AssignmentCache, now: number): readonly Candidate[];
