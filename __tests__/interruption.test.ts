import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Interruption, orInterrupted } from '../src/interruption.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const never = new Promise<string>(() => undefined);

describe('work that may be interrupted', () => {
  it('gives its own result', async () => {
    await expect(orInterrupted(Promise.resolve('done'), undefined)).resolves.toBe('done');
    await expect(orInterrupted(Promise.resolve('done'), new AbortController().signal)).resolves.toBe('done');
  });

  it('has two seconds to stop in its own way', async () => {
    const controller = new AbortController();
    let stop: (error: Error) => void = () => undefined;
    const work = new Promise<string>((_, reject) => {
      stop = reject;
    });
    const outcome = orInterrupted(work, controller.signal);
    controller.abort(new Interruption('SIGINT'));
    jest.advanceTimersByTime(1900);
    stop(new Error('stopped by itself'));
    await expect(outcome).rejects.toThrow('stopped by itself');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is left to itself when it does not stop', async () => {
    const controller = new AbortController();
    const outcome = orInterrupted(never, controller.signal);
    controller.abort(new Interruption('SIGTERM'));
    jest.advanceTimersByTime(2000);
    await expect(outcome).rejects.toMatchObject({ status: 143, line: 'interrupted by SIGTERM' });
  });

  it('is left to itself when the signal came before it began', async () => {
    const outcome = orInterrupted(never, AbortSignal.abort(new Interruption('SIGHUP')));
    jest.advanceTimersByTime(2000);
    await expect(outcome).rejects.toMatchObject({ status: 129 });
  });
});
