import { describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/model/policy.js';
import { readConfig } from '../../src/policy/config-document.js';
import { policyOf, settingsFor } from '../../src/policy/settings.js';

const TEXT = `
fail-on: medium
gate: own
platform: linux/amd64
images:
  shop*:
    context: services/shop
    dockerfile: services/shop/Dockerfile
    fail-on: low
  worker:
    context: services/worker
    platform: linux/arm64
  '*':
    gate: all
`;

const NONE = new Set<string>();
const read = (): Promise<Config> => readConfig(TEXT, { file: '.drydock.yml', resolve: (value) => value });

async function settings(references: string[], given: ReadonlySet<string> = NONE) {
  return Object.fromEntries(settingsFor(await read(), references, given));
}

describe('the settings of a run', () => {
  it('are none without a configuration', () => {
    expect(settingsFor(null, ['shop:ci'], NONE)).toEqual(new Map());
  });

  it('are those of the whole file, and over them those of the image’s section', async () => {
    const general = { 'fail-on': ['medium'], gate: ['own'], platform: ['linux/amd64'] };
    expect(await settings([])).toEqual(general);
    expect(await settings(['other:ci'])).toEqual(general);
    expect(await settings(['shop:ci'])).toEqual({
      ...general,
      context: ['services/shop'],
      dockerfile: ['services/shop/Dockerfile'],
    });
    expect(await settings(['ghcr.io/acme/worker:1'])).toEqual({
      ...general,
      context: ['services/worker'],
      platform: ['linux/arm64'],
    });
  });

  it('are those of several images where these agree', async () => {
    expect(await settings(['shop:ci', 'shop-admin:ci'])).toMatchObject({ context: ['services/shop'] });
  });

  it('cannot be two at once', async () => {
    await expect(settings(['shop:ci', 'worker:ci'])).rejects.toMatchObject({
      line: '.drydock.yml: shop:ci and worker:ci differ in context: scan them one at a time',
    });
    await expect(settings(['other:ci', 'shop:ci'])).rejects.toMatchObject({
      line: '.drydock.yml: other:ci and shop:ci differ in context: scan them one at a time',
    });
  });

  it('leave alone what the user says', async () => {
    const given = new Set(['context', 'dockerfile', 'platform', 'gate']);
    expect(await settings(['shop:ci', 'worker:ci'], given)).toEqual({ 'fail-on': ['medium'] });
  });
});

describe('the policy of a run', () => {
  it('has threshold and gate of each section, unless the user says them', async () => {
    const config = await read();
    expect(policyOf(config, NONE).images).toEqual([
      { image: 'shop*', failOn: 'low', allow: [], severity: [] },
      { image: 'worker', allow: [], severity: [] },
      { image: '*', gate: 'all', allow: [], severity: [] },
    ]);
    expect(policyOf(config, new Set(['fail-on', 'gate'])).images).toEqual(
      ['shop*', 'worker', '*'].map((image) => ({ image, allow: [], severity: [] })),
    );
  });
});
