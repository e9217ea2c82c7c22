import { describe, expect, it } from '@jest/globals';
import { expandExample } from '../../../src/rules/examples.js';
import { changeCharacter, runCheck } from './run-check.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('base64-userpass', () => {
  it.each(['builder:k2J9s8dLq', 'x-access-token:abc9', ':onlyatoken42', 'üser:pässwört', 'a:b:c'])(
    'passes %p',
    (text) => {
      expect(runCheck('base64-userpass', base64(text)).outcome).toBe('pass');
    },
  );

  it('never tells the user or the password', () => {
    expect(runCheck('base64-userpass', base64('builder:k2J9s8dLq')).note).toBe('decodes to user:password');
  });

  it.each([
    base64('no colon'),
    base64('user:\u0000\u0001'),
    Buffer.of(0xff, 0x3a, 0xfe).toString('base64'),
    'not base64!',
    '',
  ])('fails %p', (secret) => {
    expect(runCheck('base64-userpass', secret).outcome).toBe('fail');
  });

  it.each(['user:', 'user:password', 'admin:<password>', 'user:${PASSWORD}', 'user:xxxx', 'user:****'])(
    'drops %p',
    (text) => {
      expect(runCheck('base64-userpass', base64(text)).outcome).toBe('drop');
    },
  );

  it.each(['Aladdin:open sesame', 'test:123\u00a3', 'admin:admin', 'postgres:postgres'])(
    'drops %p, known to all',
    (text) => {
      expect(runCheck('base64-userpass', base64(text)).outcome).toBe('drop');
    },
  );

  it('drops a word after "Basic"', () => {
    expect(runCheck('base64-userpass', 'Authentication').outcome).toBe('drop');
  });

  it('lowers a password that is guessed first', () => {
    expect(runCheck('base64-userpass', base64('builder:k2J9s8dLq')).atMost).toBeUndefined();
    expect(runCheck('base64-userpass', base64(['xuser:xpass', 'word'].join(''))).atMost).toBe('low');
    expect(runCheck('base64-userpass', base64(['admin:Passw0', 'rd1'].join(''))).atMost).toBe('low');
  });
});

describe('base64-json', () => {
  it.each([
    'sentry-org',
    'grafana-cloud',
    'grafana-legacy',
    '1password-service-account',
    'mapbox-secret',
    'teamcity',
  ])('passes tokens of %s, and fails them cut short', (name) => {
    for (let seed = 0; seed < 5; seed++) {
      const token = expandExample(`\${token:${name}}`, seed);
      expect(runCheck('base64-json', token).outcome).toBe('pass');
      expect(runCheck('base64-json', token.slice(0, 18)).outcome).toBe('fail');
    }
  });

  it.each(['eyJ', 'abc', `eyJ${'A'.repeat(30)}`])('fails %p', (secret) => {
    expect(runCheck('base64-json', secret).outcome).toBe('fail');
  });
});

describe('discord-token', () => {
  it('passes an account number, fails anything else', () => {
    const token = expandExample('${token:discord-bot}', 1);
    expect(runCheck('discord-token', token).outcome).toBe('pass');
    const other = `${Buffer.from('not a number at all').toString('base64url')}.${token.split('.').slice(1).join('.')}`;
    expect(runCheck('discord-token', other).outcome).toBe('fail');
    expect(runCheck('discord-token', 'abc')).toEqual({ outcome: 'none' });
  });
});

describe('pypi-macaroon', () => {
  it('passes a whole macaroon and tells where it is from', () => {
    const token = expandExample('${token:pypi}', 1);
    expect(runCheck('pypi-macaroon', token)).toEqual({ outcome: 'pass', note: 'macaroon of pypi.org' });
  });

  it('fails one that is cut short, of another site, or longer than it says', () => {
    const token = expandExample('${token:pypi}', 1);
    for (let length = 5; length < token.length; length += 7) {
      expect(runCheck('pypi-macaroon', token.slice(0, length)).outcome).toBe('fail');
    }
    expect(runCheck('pypi-macaroon', changeCharacter(token, 13)).outcome).toBe('fail');
    expect(runCheck('pypi-macaroon', `${token}AAAA`).outcome).toBe('fail');
  });
});

describe('gcp-service-account', () => {
  const account = expandExample('${token:gcp-service-account-json}', 1);
  const key = String((JSON.parse(account) as Record<string, unknown>)['private_key']);
  const written = JSON.stringify(key).slice(1, -1);
  const at = account.indexOf(written);

  it('passes the whole JSON, and the key with the JSON around it', () => {
    const note = expect.stringMatching(
      /^service account of project acme-[a-z]+; RSA private key of 2048 bits$/,
    );
    expect(runCheck('gcp-service-account', account)).toEqual({ outcome: 'pass', note });
    const around = { before: account.slice(0, at), after: account.slice(at + written.length) };
    expect(runCheck('gcp-service-account', written, around)).toEqual({ outcome: 'pass', note });
  });

  it('passes it as a string in other JSON', () => {
    const inner = JSON.stringify({ account }).slice(12, -2);
    expect(runCheck('gcp-service-account', inner).note).toMatch(/^service account of project/);
  });

  it('passes a key whose surroundings are not JSON, and says so', () => {
    const result = runCheck('gcp-service-account', written, { before: "{'private_key': '", after: "'}" });
    expect(result).toMatchObject({ outcome: 'pass', note: expect.stringMatching(/does not parse; RSA/) });
  });

  it('drops the example of the documentation, whose key is no key', () => {
    const example = JSON.stringify({
      type: 'service_account',
      project_id: 'PROJECT_ID',
      private_key: '-----BEGIN PRIVATE KEY-----\nPRIVATE_KEY\n-----END PRIVATE KEY-----\n',
    });
    expect(runCheck('gcp-service-account', example).outcome).toBe('drop');
  });

  it('fails where there is no key', () => {
    expect(runCheck('gcp-service-account', '{"type": "service_account"}').outcome).toBe('fail');
  });
});
