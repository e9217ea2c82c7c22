import { type Assignment } from './assignment.js';
import { type Candidate, type Region } from './candidate.js';
import { type CompiledRule } from './compile.js';
/** Tries a rule with a pattern on the window around a keyword's hit. */
export declare function tryPattern(rule: CompiledRule, region: Region, position: number, now: number): readonly Candidate[];
/** Tries a rule without keywords on a whole file. */
export declare function tryWhole(rule: CompiledRule, region: Region, now: number): readonly Candidate[];
/** Tries a rule for assignments where one of its keywords stands: in the name, or as the section before it. */
export declare function tryAssignment(rule: CompiledRule, region: Region, position: number, keyword: string, cache: AssignmentCache, now: number): readonly Candidate[];
/** Several rules look at the same assignment, and several keywords stand in one name: each is parsed once. */
export declare class AssignmentCache {
    #private;
    around(region: Region, position: number): Assignment | null;
    /** Assignments that begin within the bytes after a section's name. */
    after(region: Region, position: number): readonly Assignment[];
}
