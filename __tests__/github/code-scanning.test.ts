import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { fitsUpload, followProcessing, uploadSarif } from '../../src/github/code-scanning.js';
import { fakeClient, SHOP, type Answer } from './fake-api.js';

const UPLOAD = 'POST /repos/ada/shop/code-scanning/sarifs';
const STATUS = 'GET /repos/ada/shop/code-scanning/sarifs/47177e22';
const quick = { pollMs: 1, timeoutMs: 5 };

describe('an upload', () => {
  it('carries the SARIF as base64 of gzip, for the commit it is of', async () => {
    const { client, sent } = fakeClient({ [UPLOAD]: { status: 202, data: { id: '47177e22' } } });
    const id = await uploadSarif(client, SHOP, {
      sarif: '{"runs":["\u00e9"]}',
      commit: { ref: 'refs/pull/7/merge', sha: 'a'.repeat(40) },
      checkoutUri: 'file:///w/',
      startedAt: new Date('2026-01-02T03:04:05.678Z'),
    });
    expect(id).toBe('47177e22');
    const { sarif, ...rest } = sent[0]!.body;
    expect(gunzipSync(Buffer.from(String(sarif), 'base64')).toString()).toBe('{"runs":["\u00e9"]}');
    expect(rest).toEqual({
      commit_sha: 'a'.repeat(40),
      ref: 'refs/pull/7/merge',
      checkout_uri: 'file:///w/',
      started_at: '2026-01-02T03:04:05Z',
      tool_name: 'Drydock',
    });
  });

  it('of more than 10 MB after gzip does not fit', async () => {
    expect(await fitsUpload('x'.repeat(20_000_000))).toBe(true);
    expect(await fitsUpload(randomBytes(8_000_000).toString('base64'))).toBe(true);
    expect(await fitsUpload(randomBytes(11_000_000).toString('base64'))).toBe(false);
  });
});

describe('processing', () => {
  const follow = async (answers: readonly Answer[]) => {
    const left = [...answers];
    const { client, sent } = fakeClient({
      [STATUS]: () => left.shift() ?? { data: { processing_status: 'pending' } },
    });
    return { result: await followProcessing(client, SHOP, '47177e22', quick), asked: sent.length };
  };
  const pending: Answer = { data: { processing_status: 'pending' } };

  it('is followed to its end', async () => {
    const { result, asked } = await follow([pending, pending, { data: { processing_status: 'complete' } }]);
    expect(result).toEqual({ status: 'complete', errors: [] });
    expect(asked).toBe(3);
  });

  it('tells why it failed, each error on one line', async () => {
    const { result } = await follow([
      { data: { processing_status: 'failed', errors: ['region\nendColumn', 'bad'] } },
    ]);
    expect(result).toEqual({ status: 'failed', errors: ['region endColumn', 'bad'] });
  });

  it('is waited for no longer than it is worth', async () => {
    const { result, asked } = await follow([]);
    expect(result.status).toBe('pending');
    expect(asked).toBe(5);
  });

  it('may be unknown at first', async () => {
    const { result } = await follow([{ status: 404 }, { data: { processing_status: 'complete' } }]);
    expect(result.status).toBe('complete');
  });
});
