import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { UserError } from '../../src/model/errors.js';
import { describeFailure, framesOnly, oneLine } from '../../src/model/failure.js';

/** What `attempt` throws. */
function thrownBy(attempt: () => unknown): unknown {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('describeFailure', () => {
  it('shows what the user can mend as it is, without a stack', () => {
    expect(describeFailure(new UserError('no such image: shop', 'build it first'))).toEqual({
      line: 'no such image: shop: build it first',
    });
  });

  it('shows what the operating system says', () => {
    const failure = describeFailure(thrownBy(() => readFileSync('/nowhere/at/all')));
    expect(failure.line).toBe("ENOENT: no such file or directory, open '/nowhere/at/all'");
  });

  it('never quotes the data that an unforeseen error quotes', () => {
    const secret = ['hunter', '2hunter2'].join('');
    const failure = describeFailure(thrownBy(() => JSON.parse(`${secret} {`) as unknown));
    expect(failure.line).toBe(
      'internal error (SyntaxError): set DRYDOCK_DEBUG=1 to see where, and please report it',
    );
    expect(failure.stack).toContain('SyntaxError');
    expect(framesOnly(failure.stack ?? '')).not.toContain('hunter');
    expect(framesOnly(failure.stack ?? '')).toContain('failure.test');
  });

  it('takes whatever was thrown', () => {
    expect(describeFailure('text').line).toMatch(/^internal error \(string\): /);
    expect(describeFailure(undefined).line).toMatch(/^internal error \(undefined\): /);
  });
});

describe('oneLine', () => {
  it('joins lines and disarms control and direction characters', () => {
    expect(oneLine('a\r\n  b\u001b[31m\u202ec\u0000')).toBe('a b?[31m?c?');
  });

  it('leaves other text alone', () => {
    expect(oneLine('größer als 1 MB — 日本語')).toBe('größer als 1 MB — 日本語');
  });
});
