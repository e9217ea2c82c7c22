import type { Block, FileSlice } from '../model/block.js';
import type { BlockResult, FileCertificate, Match, SliceLines } from '../model/match.js';
import type { Rule } from '../model/rule.js';
import { AssignmentCache } from './assignment-cache.js';
import type { Candidate, Region } from './candidate.js';
import { findCertificates } from './certificate-blocks.js';
import { type CompiledRules, compileRules, type NeedleUse, TEXT_USES } from './compile.js';
import { type Decoded, decodeAround, type Form, groupOffset } from './decode.js';
import { hasSign } from './decode-escapes.js';
import { decodeUtf16File } from './decode-utf16.js';
import { DecodedRuns } from './decoded-runs.js';
import { findEncodedText } from './encoded-text.js';
import { digestFile } from './file-digests.js';
import { type Hit, type HitWindow, windowsOf } from './hit-windows.js';
import { kubernetesSecrets } from './kubernetes-secret.js';
import { separateStrings } from './marshalled.js';
import { type Placed, toMatches } from './placed.js';
import { preferDecoded } from './prefer-decoded.js';
import { resolveCandidates } from './resolve.js';
import { latin1 } from './text.js';
import { HitsAround, tryAnchored, tryAround, tryWhole, UnescapedWindows } from './try-pattern.js';
import { tryAssignment } from './try-rule.js';

export interface DetectorOptions {
  /** Milliseconds since 1970 that expiry is judged by. Default: now. */
  readonly now?: number;
}

/** A release of Helm is gzip in base64 in base64 in a Secret, and may hold a Secret with a Docker config in it. */
const MAX_DEPTH = 6;
/** What is inflated out of one block may be as much, with what was tried in vain; more is an attack. */
const MAX_INFLATED_BYTES = 32 * 2 ** 20;
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
  /** Of the block that is scanned. */
  #inflatedBytes = 0;

  constructor(rules: readonly Rule[], options: DetectorOptions = {}) {
    this.#compiled = compileRules(rules);
    this.#now = options.now ?? Date.now();
  }

  /** Scans one block. Never throws for what the bytes hold. */
  scan(block: Block): BlockResult {
    const { bytes, slices } = block;
    this.#inflatedBytes = 0;
    const lines = slices.filter((slice) => !slice.whole).map((slice) => this.#countLines(bytes, slice));
    const putBack = separateStrings(bytes, slices);
    const hits = this.#find(bytes, slices);
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
      const utf16 = decodeUtf16File(bytes, slice.start, slice.end);
      if (sliceHits.length === 0 && !hasPathRule && utf16 === null) continue;
      // What stands in UTF-16 is read as that, all of it.
      const others = utf16 === null ? sliceHits : sliceHits.filter(({ use }) => use.needle.form !== 'utf-16');
      const plain = hasPathRule
        ? this.#scanWindow({ from: 0, to: slice.end - slice.start, hits: others }, slice, bytes, true)
        : windowsOf(others, slice.end - slice.start, SURROUNDINGS_BYTES).flatMap((window) =>
            this.#scanWindow(window, slice, bytes, false),
          );
      const placed = utf16 === null ? plain : preferDecoded(plain, this.#scanDecoded(utf16, slice.path, 1));
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
  ): readonly Placed[] {
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

  /** Hits in order of position. @param parts what is a text of its own */
  #find(bytes: Uint8Array, parts: readonly Pick<FileSlice, 'start' | 'end'>[]): Hit[] {
    const hits: Hit[] = [];
    let last = 0;
    let disorder = 0;
    const add = (use: NeedleUse, position: number): void => {
      hits.push({ use, position });
      if (position < last) disorder++;
      last = position;
    };
    this.#compiled.finder.find(bytes, (index, position) => {
      const use = this.#compiled.needles[index];
      if (use !== undefined) add(use, position);
    });
    for (const { start, end } of parts) {
      findEncodedText(bytes, start, end, (form, position) => {
        add(TEXT_USES[form], position);
      });
    }
    if (disorder > 0) hits.sort((a, b) => a.position - b.position);
    return hits;
  }

  #scanRegion(region: Region, hits: readonly Hit[], hasPathRule: boolean, depth: number): readonly Placed[] {
    const candidates: Candidate[] = [];
    const decoded: Placed[] = [];
    const runs = new DecodedRuns();
    const decode = (form: Form, run: Decoded): void => {
      runs.add(form, run);
      for (const placed of this.#scanDecoded(run, region.path, depth + 1)) decoded.push(placed);
    };
    // First what knows the names of the values.
    if (depth < MAX_DEPTH && hits.some(({ use }) => use.needle.form === 'manifest')) {
      for (const run of kubernetesSecrets(region)) decode('base64', run);
    }
    const around = new HitsAround();
    const unescaped = new UnescapedWindows();
    const add = (found: readonly Candidate[], keyword: string): void => {
      for (const candidate of found) candidates.push({ ...candidate, keyword });
    };
    for (const { use, position } of hits) {
      if (candidates.length >= MAX_CANDIDATES_PER_SLICE) break;
      const { form } = use.needle;
      if (form !== 'plain') {
        if (depth >= MAX_DEPTH || runs.hold(form, position, groupOffset(use.needle))) continue;
        if (form === 'gzip' && this.#inflatedBytes > MAX_INFLATED_BYTES) continue;
        const from = runs.lowest(form, position, region.start);
        const run = decodeAround(region.text, position, use.needle, from, region.end);
        if (form === 'gzip') this.#inflatedBytes += run?.bytes.length ?? region.end - position;
        if (run === null) continue;
        decode(form, run);
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
      encoding: resolved.candidate.encodings ?? [],
    }));
    return preferDecoded(plain, decoded);
  }

  /** What is encoded in a run is placed where it is encoded. */
  #scanDecoded(run: Decoded, path: string, depth: number): Placed[] {
    const utf16 = decodeUtf16File(run.bytes, 0, run.bytes.length);
    const plain = this.#scanBytes(run.bytes, path, depth);
    const placed = utf16 === null ? plain : preferDecoded(plain, this.#scanDecoded(utf16, path, depth + 1));
    return placed.map((inner) => ({
      resolved: inner.resolved,
      start: run.locate(inner.start),
      end: Math.max(run.locate(inner.start), Math.min(run.end, run.locate(inner.end - 1) + 1)),
      encoding: [...run.encodings, ...inner.encoding],
    }));
  }

  #scanBytes(bytes: Uint8Array, path: string, depth: number): readonly Placed[] {
    const whole = { path, start: 0, end: bytes.length };
    const hits = this.#find(bytes, [whole]).filter(({ use, position }) =>
      mayMatch(use, bytes, position, whole),
    );
    if (hits.length === 0) return [];
    const text = latin1(bytes);
    return this.#scanRegion({ text, start: 0, end: text.length, path }, hits, false, depth);
  }
}

/** Whether any rule of the hit is for such a file and finds there what all its matches hold. */
function mayMatch(
  { needle, rules, gates }: NeedleUse,
  bytes: Uint8Array,
  position: number,
  { path, start, end }: Pick<FileSlice, 'path' | 'start' | 'end'>,
): boolean {
  if (needle.form === 'url-escape') return hasSign(bytes, position + needle.bytes.length, end);
  // Of other encoded forms nothing is known before they are decoded.
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
