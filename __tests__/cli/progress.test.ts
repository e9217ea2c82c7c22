import { describe, expect, it } from '@jest/globals';
import { createTerminalProgress } from '../../src/cli/progress.js';

/** A terminal that remembers what was written, and a clock that is set by hand. */
function setUp({ isTTY = true, columns = 80, quiet = false } = {}) {
  const clock = { ms: 1000 };
  const stream = {
    isTTY,
    columns,
    written: '',
    write(text: string) {
      stream.written += text;
      return true;
    },
    /** What stands on the last line, as a terminal would show it. */
    get lastLine() {
      return stream.written.split('\n').at(-1)?.split('\r\u001b[K').at(-1);
    },
  };
  return { clock, stream, progress: createTerminalProgress(stream, quiet, () => clock.ms) };
}

describe('progress on a terminal', () => {
  it('shows phase, bytes, layers and speed on one line that is written anew', () => {
    const { clock, stream, progress } = setUp();
    progress.phase('Scanning shop.tar');
    expect(stream.lastLine).toBe('Scanning shop.tar');
    clock.ms += 2000;
    progress.layer(4);
    clock.ms += 2000;
    progress.bytes(512_000_000, 1_300_000_000);
    expect(stream.lastLine).toBe('Scanning shop.tar: 512.0 MB of 1.3 GB (39 %), 4 layers, 128 MB/s');
    expect(stream.written).not.toContain('\n');
  });

  it('is not written more often than ten times a second', () => {
    const { clock, stream, progress } = setUp();
    progress.phase('Scanning shop.tar');
    for (let bytes = 0; bytes < 1000; bytes += 1) {
      clock.ms += 1;
      progress.bytes(bytes * 1000, null);
    }
    expect(stream.written.split('\r').length - 1).toBeLessThanOrEqual(11);
    expect(stream.written.split('\r').length - 1).toBeGreaterThanOrEqual(9);
  });

  it('starts anew with each phase', () => {
    const { clock, stream, progress } = setUp();
    progress.phase('Exporting');
    clock.ms += 1000;
    progress.bytes(5_000_000, null);
    progress.layer(1);
    progress.phase('Tracing');
    expect(stream.lastLine).toBe('Tracing');
  });

  it('leaves nothing behind', () => {
    const { stream, progress } = setUp();
    progress.phase('Exporting');
    progress.end();
    expect(stream.lastLine).toBe('');
    const { length } = stream.written;
    progress.end();
    expect(stream.written).toHaveLength(length);
  });

  it('is cut to the width of the terminal', () => {
    const { stream, progress } = setUp({ columns: 20 });
    progress.phase('Scanning registry.example.com/a/very/long/name:ci');
    expect(stream.lastLine).toHaveLength(19);
  });

  it('prints a warning on a line of its own', () => {
    const { stream, progress } = setUp();
    progress.phase('Exporting');
    progress.warn('no blob for linux/arm64');
    expect(stream.lastLine).toBe('');
    expect(stream.written).toContain('\r\u001b[Kdrydock: warning: no blob for linux/arm64\n');
  });

  it('lets no name steer the terminal', () => {
    const { stream, progress } = setUp();
    progress.phase('Scanning \u001b]0;owned\u0007\nshop');
    progress.warn('odd \u001b[2Jname\r\nin layer');
    expect(stream.lastLine).toBe('');
    expect(stream.written.replaceAll('\r\u001b[K', '')).not.toMatch(/[\u001b\u0007\r]/);
  });
});

describe('progress elsewhere', () => {
  it.each([
    ['in a pipe', { isTTY: false }],
    ['with --quiet', { quiet: true }],
  ])('is silent %s, but for warnings', (_, options) => {
    const { clock, stream, progress } = setUp(options);
    progress.phase('Exporting');
    clock.ms += 5000;
    progress.bytes(1, 2);
    progress.layer(1);
    progress.warn('careful');
    progress.end();
    expect(stream.written).toBe('drydock: warning: careful\n');
  });
});
