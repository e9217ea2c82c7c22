import { judge } from '../../src/policy/verdict.js';
import { makeFinding } from '../helpers/sample-report.js';

const whole = { complete: true, bytes: 1, files: 1, layers: 1, skipped: [] };
const gappy = {
  ...whole,
  complete: false,
  skipped: [{ path: 'x', layer: 0, reason: 'ends early', bytes: 0 }],
};

describe('judge', () => {
  it.each([
    ['critical', 'critical', 'blocked'],
    ['high', 'critical', 'pass'],
    ['high', 'high', 'blocked'],
    ['low', 'low', 'blocked'],
    ['medium', 'high', 'pass'],
    ['critical', 'never', 'pass'],
  ] as const)('a finding of severity %s with fail-on %s: %s', (severity, failOn, outcome) => {
    expect(judge([makeFinding({ severity })], whole, { failOn, gate: 'own' }).outcome).toBe(outcome);
  });

  it.each([
    ['own', 'own', 'blocked'],
    ['base', 'own', 'pass'],
    ['package', 'own', 'pass'],
    ['base', 'all', 'blocked'],
    ['package', 'all', 'blocked'],
  ] as const)('a finding of owner %s with gate %s: %s', (owner, gate, outcome) => {
    expect(judge([makeFinding({ severity: 'high', owner })], whole, { failOn: 'high', gate }).outcome).toBe(
      outcome,
    );
  });

  it('never passes what was not read whole, whatever was found', () => {
    for (const failOn of ['high', 'never'] as const) {
      expect(judge([], gappy, { failOn, gate: 'own' }).outcome).toBe('incomplete');
      expect(judge([makeFinding({ severity: 'critical' })], gappy, { failOn, gate: 'own' }).outcome).toBe(
        'incomplete',
      );
    }
  });

  it('counts every finding, whoever owns it', () => {
    const findings = [
      makeFinding({ severity: 'high' }),
      makeFinding({ severity: 'high', owner: 'base' }),
      makeFinding({ severity: 'low' }),
    ];
    expect(judge(findings, whole, { failOn: 'never', gate: 'own' }).counts).toEqual({
      critical: 0,
      high: 2,
      medium: 0,
      low: 1,
    });
  });
});
