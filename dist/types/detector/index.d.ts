/**
 * The shared detector: bytes and rules in, raw matches out. A module of its own (`drydock/detector`), which knows
 * nothing of images, files or reports.
 */
export { Detector, type DetectorOptions } from './detector.js';
export { entropy } from './entropy.js';
export { redact, redactAll } from './redact.js';
export type { Block, FileSlice } from '../model/block.js';
export type { BlockResult, Match, MatchPart, SliceLines } from '../model/match.js';
export type { Rule, RuleExamples, AssignmentPattern } from '../model/rule.js';
