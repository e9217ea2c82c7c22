// What the benchmarks share: running the command line with its peak memory and time, medians, and where the archives are.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

export const ROOT = path.resolve(import.meta.dirname, '..');
export const CACHE = path.join(ROOT, '.cache', 'bench');
/** The bundle that users run; DRYDOCK_CLI names another one, to compare two builds. */
export const CLI = process.env.DRYDOCK_CLI ?? path.join(ROOT, 'dist', 'cli.cjs');

mkdirSync(CACHE, { recursive: true });

export function formatBytes(bytes) {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(0)} MB`;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs a command, its output dropped (or kept, with `keepOutput`). Resolves to `{ seconds, status, output, errors }`. */
export function time(command, args, { env = process.env, keepOutput = false } = {}) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { env, stdio: ['ignore', keepOutput ? 'pipe' : 'ignore', 'pipe'] });
    const output = [];
    let errors = '';
    child.stdout?.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-4000)));
    child.once('error', reject);
    child.once('close', (status) => {
      resolve({
        seconds: (performance.now() - start) / 1000,
        status,
        output: Buffer.concat(output).toString(),
        errors,
      });
    });
  });
}

/** As `time`, but an exit status other than 0 ends the benchmark. */
export async function timeOk(command, args) {
  const result = await time(command, args);
  if (result.status !== 0)
    fail(`${command} ${args.join(' ')} ended with status ${result.status}: ${result.errors.trim()}`);
  return result;
}

/**
 * Runs the command line. Resolves to `{ seconds, peakBytes, status, output, errors }`. Peak memory is what the kernel
 * counted for the process (`getrusage`), read by a preloaded module as it exits. Status 1 (findings) is as good as 0;
 * 2 ends the benchmark, for a scan that did not get through is no measurement.
 */
export async function runDrydock(args, { keepOutput = false, allowIncomplete = false } = {}) {
  if (!existsSync(CLI)) fail(`${CLI} is missing: build it first (npm run bundle)`);
  const directory = mkdtempSync(path.join(os.tmpdir(), 'drydock-bench-'));
  const peakFile = path.join(directory, 'peak');
  const preload = path.join(import.meta.dirname, 'peak-memory.cjs');
  const env = { ...process.env, DRYDOCK_BENCH_PEAK_FILE: peakFile };
  const result = await time(process.execPath, ['--require', preload, CLI, ...args], { env, keepOutput });
  if (result.status !== 0 && result.status !== 1 && !allowIncomplete) {
    fail(`drydock ${args.join(' ')} ended with status ${result.status}: ${result.errors.trim()}`);
  }
  const peakBytes = existsSync(peakFile) ? Number(readFileSync(peakFile, 'utf8')) : NaN;
  rmSync(directory, { recursive: true });
  return { ...result, peakBytes };
}

/** Prints a limit and whether it is kept; a broken one makes the benchmark end with status 1. */
export function judge(label, value, kept) {
  console.log(`${kept ? 'ok  ' : 'OVER'}  ${label}: ${value}`);
  if (!kept) process.exitCode = 1;
}

export function fail(line) {
  console.error(line);
  process.exit(2);
}
