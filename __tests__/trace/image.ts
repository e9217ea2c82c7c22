import type { ImageContents } from '../../src/model/contents.js';

export interface ImageRecipe {
  /** `created_by`; those that begin with `-` made no layer. */
  readonly history: readonly string[];
  readonly attestations?: readonly object[];
  readonly env?: readonly string[];
}

/** An image as the source reads it, with layers `sha256:…0`, `sha256:…1`, … */
export function makeImage({ history, attestations = [], env = [] }: ImageRecipe): ImageContents {
  const entries = history.map((text) => ({
    createdBy: text.replace(/^-/, ''),
    comment: '',
    emptyLayer: text.startsWith('-'),
  }));
  const digests = entries.filter(({ emptyLayer }) => !emptyLayer).map((_, index) => layerDigest(index));
  return {
    reference: 'test:1',
    config: {
      imageId: `sha256:${'f'.repeat(64)}`,
      platform: { os: 'linux', architecture: 'amd64' },
      env,
      labels: {},
      cmd: [],
      entrypoint: [],
      healthcheck: [],
      onBuild: [],
      diffIds: digests,
      history: entries,
    },
    layers: digests.map((digest) => ({ diffId: digest, digest, blob: null })),
    attestations: attestations.map((statement, index) => ({
      name: `attestation-${index}`,
      text: JSON.stringify(statement),
    })),
    problems: [],
  };
}

export function layerDigest(index: number): string {
  return `sha256:${String(index).padStart(64, '0')}`;
}
