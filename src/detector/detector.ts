import type { Block, FileSlice } from '../model/block.js';
import type { BlockResult, FileCertificate, Match, SliceLines } from '../model/match.js';
import type { Rule } from '../model/rule.js';
import type { Candidate, Region } from './candidate.js';
import { findCertificates } from './certificate-blocks.js';
import { type CompiledRules, compileRules, type NeedleUse } from './compile.js';
import { type Decoded, decodeAround } from './decode.js';
import { digestFile } from './file-digests.js';
import { type Hit, type HitWindow, windowsOf } from './hit-windows.js';
import { kubernetesSecrets } from './kubernetes-secret.js';
import { separateStrings } from './marshalled.js';
import { type Placed, preferDecoded, toMatches } from './placed.js';
import { resolveCandidates } from './resolve.js';
import { latin1 } from './text.js';
import { HitsAround, tryAnchored, tryAround, tryWhole, UnescapedWindows } from './try-pattern.js';
import { AssignmentCache, tryAssignment } from './try-rule.js';

export interface DetectorOptions {
  /** Milliseconds since 1970 that expiry is judged by. Default: now. */
  readonly now?: number;
}

/** base64 in base64 pays (a Kubernetes Secret that holds a Docker config); deeper nesting has not been seen. */
const MAX_DEPTH = 3;
/** Files without keywords are looked at whole by path rules up to this size. */
const MAX_WHOLE_BYTES = 1024 * 1024;
/** What assignments, pairs, checks and words near a match look at besides its window. */
const SURROUNDINGS_BYTES = 8 * 1024;
/** A file with more is hostile, or data; what is beyond is still counted by the finding itself. */
const MAX_CANDIDATES_PER_SLICE = 20_000;

/**
 * Finds secrets in bytes. One detector scans layers, config, history and build context alike; it keeps no state
 * between blocks, and each worker thread has its own.
 */
export class Detector {
  readonly #compiled: CompiledRules;
  readonly #now: number;
  readonly #cache = new AssignmentCache();

  constructor(rules: readonly Rule[], options: DetectorOptions = {}) {
    this.#compiled = compileRules(rules);
    this.#now = options.now ?? Date.now();
  }

  /** Scans one block. Never throws for what the bytes hold. */
  scan(block: Block): BlockResult {
    const { bytes, slices } = block;
    const lines = slices.filter((slice) => !slice.whole).map((slice) => this.#countLines(bytes, slice));
    const putBack = separateStrings(bytes, slices);
    const hits = this.#find(bytes);
    const matches: Match[] = [];
    const toDigest: FileSlice[] = [];
    const certificates: FileCertificate[] = [];
    let next = 0;
    for (const slice of slices) {
      const sliceHits: Hit[] = [];
      let hasCertificate = false;
      for (; next < hits.length && (hits[next] as Hit).position < slice.end; next++) {
        const { use, position } = hits[next] as Hit;
        const isWhole = position >= slice.start && position + use.needle.bytes.length <= slice.end;
        if (use.needle.form === 'certificate') hasCertificate ||= isWhole;
        else if (isWhole && mayMatch(use, bytes, position, slice))
          sliceHits.push({ use, position: position - slice.start });
      }
      if (hasCertificate) certificates.push(...findCertificates(bytes, slice));
      const hasPathRule =
        slice.whole && slice.end - slice.start <= MAX_WHOLE_BYTES && this.#compiled.anyPath.test(slice.path);
      if (sliceHits.length === 0 && !hasPathRule) continue;
      const placed = hasPathRule
        ? this.#scanWindow({ from: 0, to: slice.end - slice.start, hits: sliceHits }, slice, bytes, true)
        : windowsOf(sliceHits, slice.end - slice.start, SURROUNDINGS_BYTES).flatMap((window) =>
            this.#scanWindow(window, slice, bytes, false),
          );
      const found = toMatches(placed, slice, bytes);
      matches.push(...found);
      if (slice.whole && found.length > 0) toDigest.push(slice);
    }
    putBack();
    const digests = toDigest.map((slice) => digestFile(slice.file, bytes.subarray(slice.start, slice.end)));
    return { matches, digests, certificates, lines };
  }

  /** Scans a part of a slice as if it were all. */
  #scanWindow(
    { from, to, hits }: HitWindow,
    slice: FileSlice,
    bytes: Uint8Array,
    hasPathRule: boolean,
  ): Placed[] {
    const text = latin1(bytes, slice.start + from, slice.start + to);
    const region = { text, start: 0, end: text.length, path: slice.path };
    if (from === 0) return this.#scanRegion(region, hits, hasPathRule, 0);
    const moved = hits.map(({ use, position }) => ({ use, position: position - from }));
    return this.#scanRegion(region, moved, hasPathRule, 0).map((placed) => ({
      ...placed,
      start: placed.start + from,
      end: placed.end + from,
    }));
  }

  #countLines(bytes: Uint8Array, slice: FileSlice): SliceLines {
    const newlines = this.#compiled.finder.countLines(bytes, slice.from, slice.to);
    const last = newlines === 0 ? slice.from - 1 : bytes.lastIndexOf(10, slice.to - 1);
    return { file: slice.file, newlines, tailBytes: slice.to - last - 1 };
  }

  /** Hits in order of position. */
  #find(bytes: Uint8Array): Hit[] {
    const hits: Hit[] = [];
    let last = 0;
    let disorder = 0;
    this.#compiled.finder.find(bytes, (index, position) => {
      const use = this.#compiled.needles[index];
      if (use === undefined) return;
      hits.push({ use, position });
      if (position < last) disorder++;
      last = position;
    });
    if (disorder > 0) hits.sort((a, b) => a.position - b.position);
    return hits;
  }

  #scanRegion(region: Region, hits: readonly Hit[], hasPathRule: boolean, depth: number): Placed[] {
    const candidates: Candidate[] = [];
    const decoded: Placed[] = [];
    const decodedUntil = new Map<string, number>();
    const around = new HitsAround();
    const unescaped = new UnescapedWindows();
    const add = (found: readonly Candidate[], keyword: string): void => {
      for (const candidate of found) candidates.push({ ...candidate, keyword });
    };
    for (const { use, position } of hits) {
      if (candidates.length >= MAX_CANDIDATES_PER_SLICE) break;
      if (use.needle.form === 'manifest') {
        if (depth >= MAX_DEPTH || decodedUntil.has('manifest')) continue;
        decodedUntil.set('manifest', region.end);
        for (const run of kubernetesSecrets(region))
          decoded.push(...this.#scanDecoded(run, region.path, depth + 1));
        continue;
      }
      if (use.needle.form !== 'plain') {
        const key = `${use.needle.form}${String(use.needle.phase)}`;
        if (depth >= MAX_DEPTH || position < (decodedUntil.get(key) ?? 0)) continue;
        const run = decodeAround(region.text, position, use.needle, region.start, region.end);
        if (run === null) continue;
        decodedUntil.set(key, run.end);
        decoded.push(...this.#scanDecoded(run, region.path, depth + 1));
        continue;
      }
      const { keyword } = use;
      for (const rule of use.rules) {
        if (rule.pattern === null)
          add(tryAssignment(rule, region, position, keyword, this.#cache, this.#now), keyword);
        else if (rule.pattern.sticky) add(tryAnchored(rule, region, position, unescaped, this.#now), keyword);
        else around.add(rule, position, keyword);
      }
    }
    for (const { rule, keyword, hits: places } of around) {
      if (candidates.length >= MAX_CANDIDATES_PER_SLICE) break;
      add(tryAround(rule, region, places, this.#now), keyword);
    }
    if (hasPathRule) {
      for (const rule of this.#compiled.byPath) candidates.push(...tryWhole(rule, region, this.#now));
    }
    const plain = resolveCandidates(unique(candidates)).map((resolved) => ({
      resolved,
      start: resolved.candidate.start,
      end: resolved.candidate.end,
      encoding: resolved.candidate.encoding === undefined ? [] : [resolved.candidate.encoding],
    }));
    return preferDecoded(plain, decoded);
  }

  /** What is encoded in a run is placed where it is encoded. */
  #scanDecoded(run: Decoded, path: string, depth: number): Placed[] {
    const whole = { path, start: 0, end: run.bytes.length };
    const hits = this.#find(run.bytes).filter(({ use, position }) =>
      mayMatch(use, run.bytes, position, whole),
    );
    if (hits.length === 0) return [];
    const text = latin1(run.bytes);
    const region = { text, start: 0, end: text.length, path };
    return this.#scanRegion(region, hits, false, depth).map((placed) => ({
      resolved: placed.resolved,
      start: run.locate(placed.start),
      end: Math.max(run.locate(placed.start), Math.min(run.end, run.locate(placed.end - 1) + 1)),
      encoding: [run.encoding, ...placed.encoding],
    }));
  }
}

/** Whether any rule of the hit is for such a file and finds there what all its matches hold. */
function mayMatch(
  { rules, gates }: NeedleUse,
  bytes: Uint8Array,
  position: number,
  { path, start, end }: Pick<FileSlice, 'path' | 'start' | 'end'>,
): boolean {
  // Of encoded forms nothing is known before they are decoded.
  if (rules.length === 0) return true;
  for (let index = 0; index < rules.length; index++) {
    if (gates?.passes(index, bytes, position, start, end) === false) continue;
    const paths = rules[index]?.path ?? null;
    if (paths === null || paths.test(path)) return true;
  }
  return false;
}

/** Several keywords of one rule in one match give it several times. */
function unique(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ rule, start, end }) => {
    const key = `${rule.rule.id} ${String(start)} ${String(end)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
