import { describe, expect, it } from '@jest/globals';
import { imageKeys } from '../../src/action/image-key.js';
import { readEvent } from '../../src/github/event.js';
import type { Target } from '../../src/model/report.js';

const SHA = '3f2a91c04be1d7a85c6f90e21b7d43a8f6c5e012';
const env = {
  GITHUB_SHA: SHA,
  GITHUB_RUN_ID: '17520334409',
  GITHUB_RUN_NUMBER: '57',
  GITHUB_REF_NAME: 'main',
  GITHUB_HEAD_REF: 'feature/new.shop',
};

function keys(references: readonly string[], platform: string | null = null): string[] {
  const targets = references.map((reference): Target => ({
    reference,
    imageId: null,
    platform,
    kind: 'docker-save',
  }));
  return imageKeys(targets, { ...readEvent(env), pullRequest: 7 }, env);
}

describe('what an image is called from run to run', () => {
  it.each([
    ['shop:ci', 'shop:ci'],
    ['shop', 'shop'],
    [`shop:${SHA}`, 'shop'],
    [`shop:${SHA.slice(0, 7)}`, 'shop'],
    [`shop:sha-${SHA.slice(0, 10)}`, 'shop'],
    [`shop:sha-${SHA.slice(0, 7)}-alpine`, 'shop:*-alpine'],
    ['shop:pr-7', 'shop'],
    ['shop:57', 'shop'],
    ['shop:build-57', 'shop'],
    ['shop:17520334409', 'shop'],
    ['shop:main', 'shop'],
    ['shop:feature-new.shop', 'shop'],
    [`localhost:5000/ada/shop:${SHA}`, 'localhost:5000/ada/shop'],
    ['localhost:5000/shop', 'localhost:5000/shop'],
    [`shop@sha256:${'1f'.repeat(32)}`, 'shop'],
    [`sha256:${'1f'.repeat(32)}`, 'image'],
    // What only looks like it:
    ['shop:3f2a91', 'shop:3f2a91'],
    ['shop:1.57.7', 'shop:1.57.7'],
    ['shop:v57', 'shop:v57'],
    ['shop:mainline', 'shop:mainline'],
    ['shop-57', 'shop-57'],
    ['services/shop/', 'services/shop/'],
  ])('of %s is %s', (reference, key) => {
    expect(keys([reference])).toEqual([key]);
  });

  it('tells platforms apart, also when each has a job of its own', () => {
    expect(keys(['shop:ci'], 'linux/arm64')).toEqual(['shop:ci/linux/arm64']);
  });

  it('is different for each image of a run', () => {
    expect(keys([`shop:${SHA}`, 'shop:main', 'shop:debian'])).toEqual(['shop', 'shop/2', 'shop:debian']);
  });

  it('is the reference where nothing is known of the run', () => {
    const target: Target = { reference: 'a:1', imageId: null, platform: null, kind: 'docker-save' };
    expect(imageKeys([target], readEvent({}), {})).toEqual(['a:1']);
  });
});
