import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseImageConfig } from '../../src/source/image-config.js';

const DIFF_ID = `sha256:${'a'.repeat(64)}`;

function parse(value: unknown): ReturnType<typeof parseImageConfig> {
  return parseImageConfig(JSON.stringify(value), 'sha256:id');
}

describe('parseImageConfig', () => {
  it('reads what a full config holds', () => {
    const { config, reasons } = parse({
      os: 'linux',
      architecture: 'arm',
      variant: 'v7',
      config: {
        Env: ['PATH=/bin', 'KEY=a=b'],
        Labels: { team: 'shop' },
        Cmd: ['run'],
        Entrypoint: ['/init'],
        Healthcheck: { Test: ['CMD', 'check'] },
        OnBuild: ['RUN build'],
      },
      rootfs: { type: 'layers', diff_ids: [DIFF_ID] },
      history: [
        { created_by: 'COPY . . # buildkit', comment: 'buildkit.dockerfile.v0' },
        { created_by: 'ENV KEY=a=b', empty_layer: true },
      ],
    });
    expect(reasons).toEqual([]);
    expect(config).toEqual({
      imageId: 'sha256:id',
      platform: { os: 'linux', architecture: 'arm', variant: 'v7' },
      env: ['PATH=/bin', 'KEY=a=b'],
      labels: { team: 'shop' },
      cmd: ['run'],
      entrypoint: ['/init'],
      healthcheck: ['CMD', 'check'],
      onBuild: ['RUN build'],
      diffIds: [DIFF_ID],
      history: [
        { createdBy: 'COPY . . # buildkit', comment: 'buildkit.dockerfile.v0', emptyLayer: false },
        { createdBy: 'ENV KEY=a=b', comment: '', emptyLayer: true },
      ],
    });
  });

  it('takes null for empty, as Go writes it, and one text for a list', () => {
    const config = {
      Env: null,
      Labels: null,
      Cmd: 'run',
      Entrypoint: null,
      Healthcheck: null,
      OnBuild: null,
    };
    const parsed = parse({ config, rootfs: { diff_ids: [DIFF_ID] }, history: null });
    expect(parsed.reasons).toEqual([]);
    expect(parsed.config).toMatchObject({
      env: [],
      labels: {},
      cmd: ['run'],
      entrypoint: [],
      healthcheck: [],
      history: [],
    });
    expect(parse({ config: null, rootfs: { diff_ids: null } }).reasons).toEqual([]);
  });

  it('keeps a label with an odd name', () => {
    const { config } = parseImageConfig(
      '{"config":{"Labels":{"__proto__":"x","constructor":"y"}},"rootfs":{}}',
      'id',
    );
    expect(Object.entries(config.labels)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  it.each([
    [{ config: { Env: { KEY: 'value' } }, rootfs: {} }, '"Env" of the image config is not a list of texts'],
    [{ config: { Env: ['A=1', 2] }, rootfs: {} }, '"Env" of the image config is not a list of texts'],
    [
      { config: { Labels: { a: 1 } }, rootfs: {} },
      '"Labels" of the image config has a value that is not a text',
    ],
    [{ config: 'text', rootfs: {} }, '"config" of the image config is not an object'],
    [{ history: {}, rootfs: {} }, '"history" of the image config is not a list of objects'],
    [{ history: [1], rootfs: {} }, '"history" of the image config is not a list of objects'],
    [{ rootfs: [] }, '"rootfs" of the image config is not an object'],
    [{ rootfs: { diff_ids: ['x'] } }, 'the image config has a malformed diff ID'],
    [{}, 'the image config names no layers (it has no "rootfs")'],
  ])('says what it can not read in %j', (value, reason) => {
    expect(parse(value).reasons).toEqual([reason]);
  });

  it('reads what is left beside something malformed', () => {
    const { config } = parse({
      config: { Env: ['A=1', 2, 'B=2'], Cmd: ['run'] },
      history: [1, { created_by: 'x' }],
    });
    expect(config.env).toEqual(['A=1', 'B=2']);
    expect(config.cmd).toEqual(['run']);
    expect(config.history.map(({ createdBy }) => createdBy)).toEqual(['x']);
  });

  it('never throws, on any JSON or none', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void parse(value)),
      { seed: 1 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), (value) => void parse({ config: value, rootfs: value, history: value })),
      { seed: 2 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => void parseImageConfig(text, 'id')),
      { seed: 3 },
    );
    expect(parseImageConfig('['.repeat(100_000), 'id').reasons).toContain(
      'the image config is not a JSON object',
    );
  });
});
