import { setTimeout as sleep } from 'node:timers/promises';
import { oneLine } from '../model/failure.js';
import { gzipText } from '../source/gzip-text.js';
import { readApiFailure } from './api-failure.js';
import type { Client } from './client.js';
import type { AnalyzedCommit, Repository } from './event.js';

export interface SarifUpload {
  /** SARIF 2.1.0 with one run. */
  readonly sarif: string;
  readonly commit: AnalyzedCommit;
  /** URI of the folder that its paths are relative to. */
  readonly checkoutUri: string;
  readonly startedAt: Date;
}

/** How the processing ended. `pending`: GitHub was still at it when the time for waiting was over. */
export interface UploadResult {
  readonly status: 'complete' | 'failed' | 'pending';
  /** Why it failed, in GitHub's words. */
  readonly errors: readonly string[];
}

export interface Patience {
  /** Between two questions how far it is, in milliseconds. */
  readonly pollMs: number;
  readonly timeoutMs: number;
}

/** GitHub refuses more after gzip (documentation of the endpoint). */
export const MAX_GZIP_BYTES = 10_000_000;
/** Most uploads are processed in seconds; the alerts come all the same when nobody waits. */
const PATIENCE: Patience = { pollMs: 3_000, timeoutMs: 120_000 };

/**
 * Uploads to code scanning, which processes it later.
 * @param upload its `sarif` is at most `MAX_GZIP_BYTES` after gzip
 * @returns what to ask for when it is processed; null from a server that does not tell
 * @throws the client's error when the upload was not taken
 */
export async function uploadSarif(
  client: Client,
  repository: Repository,
  upload: SarifUpload,
): Promise<string | null> {
  const { data } = await client.rest.codeScanning.uploadSarif({
    ...repository,
    commit_sha: upload.commit.sha,
    ref: upload.commit.ref,
    sarif: (await gzipText(upload.sarif)).toString('base64'),
    checkout_uri: upload.checkoutUri,
    // The endpoint's own form: no milliseconds.
    started_at: upload.startedAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    tool_name: 'Drydock',
  });
  return data.id ?? null;
}

/** Whether the SARIF is small enough for the endpoint. */
export async function fitsUpload(sarif: string): Promise<boolean> {
  return (await gzipText(sarif)).length <= MAX_GZIP_BYTES;
}

/**
 * Follows the processing of an upload to its end, or until the time for waiting is over.
 * @throws the client's error when the server can't be asked
 */
export async function followProcessing(
  client: Client,
  repository: Repository,
  sarifId: string,
  { pollMs, timeoutMs }: Patience = PATIENCE,
): Promise<UploadResult> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += pollMs) {
    await sleep(pollMs);
    const result = await askStatus(client, repository, sarifId);
    if (result.status !== 'pending') return result;
  }
  return { status: 'pending', errors: [] };
}

async function askStatus(client: Client, repository: Repository, sarifId: string): Promise<UploadResult> {
  try {
    const { data } = await client.rest.codeScanning.getSarif({ ...repository, sarif_id: sarifId });
    const errors = (data.errors ?? []).map(oneLine);
    return { status: data.processing_status ?? 'pending', errors };
  } catch (thrown) {
    // The upload was taken; an ID that is not known yet is, in a moment.
    if (readApiFailure(thrown)?.kind === 'missing') return { status: 'pending', errors: [] };
    throw thrown;
  }
}
