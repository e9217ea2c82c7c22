import { describe, expect, it } from '@jest/globals';
import { describeInstruction, describeMaker } from '../../src/report/layer-maker.js';

describe('what made a layer, by its history entry', () => {
  it.each([
    ['COPY . . # buildkit', 'COPY . .'],
    ['WORKDIR /app', 'WORKDIR /app'],
    ['RUN /bin/sh -c rm .env # buildkit', 'RUN rm .env'],
    ['RUN |2 A=b C=d e /bin/sh -c rm  .env # buildkit', 'RUN rm .env'],
    ['RUN /bin/bash -o pipefail -ec a | b # buildkit', 'RUN a | b'],
    ['RUN /app/setup --now # buildkit', 'RUN /app/setup --now'],
    ['/bin/sh -c #(nop) COPY file:0123456789abcdef0123456789abcdef in /app ', 'COPY … /app'],
    ['/bin/sh -c #(nop) ADD --chown=1:1 dir:0123456789abcdef0123456789abcdef in / ', 'ADD --chown=1:1 … /'],
    ['/bin/sh -c #(nop) WORKDIR /app', 'WORKDIR /app'],
    ['/bin/sh -c apt-get update && \\\n\tapt-get clean', 'RUN apt-get update && apt-get clean'],
    ['|1 A=b /bin/sh -c rm .env', 'RUN rm .env'],
    ['/bin/sh -c echo "/bin/sh -c #(nop) CMD x"', 'RUN echo "/bin/sh -c #(nop) CMD x"'],
    ['bazel build //:image', 'bazel build //:image'],
    ['', ''],
  ])('%j is %j', (createdBy, expected) => {
    expect(describeMaker({ createdBy, instruction: null })).toBe(expected);
  });

  it('takes no time for an entry of megabytes', () => {
    const hostile = `RUN |1 ${'/bin/sh -a '.repeat(500_000)}`;
    expect(describeMaker({ createdBy: hostile, instruction: null }).length).toBeLessThan(5000);
  });
});

describe('what made a layer, by its instruction', () => {
  it.each([
    ['RUN rm .env', 'RUN rm .env'],
    ['RUN a \\\n  # why\n  && b \\\r\n  && c', 'RUN a && b && c'],
    ['RUN <<EOF\nrm .env\nEOF', 'RUN <<EOF rm .env EOF'],
  ])('%j is %j', (text, expected) => {
    const instruction = { file: 'Dockerfile', line: 3, endLine: 3, text };
    expect(describeMaker({ createdBy: 'RUN other', instruction })).toBe(expected);
  });
});

describe('describeInstruction', () => {
  const lines = ['ENV NODE_ENV=production \\', '    # of the API', '    API_KEY=sk-…mUhd \\', '    PORT=80'];
  const env = { file: 'Dockerfile', line: 10, endLine: 13, text: lines.join('\n') };

  it('is the whole instruction on one line', () => {
    expect(describeInstruction(env)).toBe('ENV NODE_ENV=production API_KEY=sk-…mUhd PORT=80');
  });

  it('is the name that holds the secret alone, where that is known', () => {
    expect(describeInstruction({ ...env, nameLine: 12 })).toBe('ENV API_KEY=sk-…mUhd');
    expect(describeInstruction({ ...env, nameLine: 13 })).toBe('ENV PORT=80');
  });

  it('is what is left of the text where that was redacted to fewer lines', () => {
    expect(describeInstruction({ ...env, text: 'ENV NODE_ENV=… API_KEY=…', nameLine: 12 })).toBe(
      'ENV NODE_ENV=… API_KEY=…',
    );
  });
});
