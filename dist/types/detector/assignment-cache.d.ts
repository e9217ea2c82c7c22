import { type Assignment } from './assignment.js';
import type { Region } from './candidate.js';
/** An assignment in the text that it was read in: where its escapes had to be undone, another one than the file's. */
export interface Reading {
    readonly assignment: Assignment;
    readonly region: Region;
    /** From the outermost to the innermost; empty where it stands plainly. */
    readonly encodings: readonly string[];
    /** Where in the file's text a place of that text is. */
    readonly locate: (place: number) => number;
}
/** Several rules look at the same assignment, and several keywords stand in one name: each is parsed once. */
export declare class AssignmentCache {
    #private;
    around(region: Region, position: number): Reading | null;
    /** Assignments that begin within the bytes after a section's name. */
    after(region: Region, position: number): readonly Reading[];
}
