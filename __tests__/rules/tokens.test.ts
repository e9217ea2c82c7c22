import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checks } from '../../src/detector/checks/index.js';
import { isPlaceholder } from '../../src/detector/placeholder.js';
import { expandExample } from '../../src/rules/examples.js';
import { TOKEN_NAMES } from '../../src/rules/tokens.js';

const make = (name: string, seed: number | string = 1): string => expandExample(`\${token:${name}}`, seed);

describe('token generators', () => {
  // The forms that the providers document (lengths and alphabets), apart from what the checks look at.
  it.each([
    ['github-pat', /^ghp_[A-Za-z0-9]{36}$/],
    ['github-refresh', /^ghr_[A-Za-z0-9]{76}$/],
    ['github-fine-grained', /^github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}$/],
    ['github-stateless', /^ghs_\d+_eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/],
    ['gitlab-routable', /^glpat-[\w-]{27,300}\.01\.[0-9a-z]{9}$/],
    ['npm', /^npm_[A-Za-z0-9]{36}$/],
    ['vercel', /^vcp_[A-Za-z0-9]{56}$/],
    ['apify', /^apify_api_[A-Za-z0-9]{36}$/],
    ['azure-storage', /^[A-Za-z0-9+/]{76}\+ASt[A-Za-z0-9+/]{6}==$/],
    ['azure-redis', /^[A-Za-z0-9+/]{33}AzCa[A-Za-z0-9+/]{6}=$/],
    ['azure-search', /^[A-Za-z0-9+/]{42}AzSe[A-Za-z0-9+/]{6}$/],
    ['azure-functions', /^[\w-]{44}AzFu[\w-]{6}==$/],
    ['azure-common', /^[A-Za-z0-9]{52}JQQJ99B[A-L][A-Za-z0-9]{16}ACOG[A-Za-z0-9]{4}$/],
    ['azure-devops', /^[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}$/],
    ['azure-devops-old', /^[a-z2-7]{52}$/],
    ['entra-secret', /^[\w.~-]{3}8Q~[\w.~-]{34}$/],
    ['cloudflare-user', /^cfut_[A-Za-z0-9]{40}[0-9a-f]{8}$/],
    ['zuplo', /^zpka_[a-z0-9]{32}_[0-9a-f]{8}$/],
    ['canva', /^cnvca[\w-]{43}[0-9a-f]{8}$/],
    ['packagist', /^packagist_ort_[0-9a-f]{68}$/],
    ['confluent', /^cflt[A-Za-z0-9+/]{60}$/],
    ['atlassian', /^ATATT3xFfGF0[\w-]{171}=[0-9A-F]{8}$/],
    ['grafana-sa', /^glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}$/],
    ['age', /^AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}$/],
    ['pypi', /^pypi-AgEIcHlwaS5vcmc[\w-]{50,1000}$/],
    ['sentry-org', /^sntrys_eyJ[A-Za-z0-9+/]+_[A-Za-z0-9+/]{43}$/],
    ['grafana-cloud', /^glc_eyJ[A-Za-z0-9+/]+=*$/],
    ['1password-service-account', /^ops_eyJ[\w-]{250,}$/],
    ['aws-bedrock', /^ABSK[A-Za-z0-9+/]{105,265}=*$/],
    ['aws-key-id', /^AKIA[A-Z2-7]{16}$/],
    ['mapbox-secret', /^sk\.eyJ[\w-]+\.[\w-]{22}$/],
    ['teamcity', /^eyJ0eXAiOiAiVENWMiJ9\.[\w-]{36}\.[\w-]{48}$/],
    ['langfuse', /^sk-lf-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
    ['fly', /^FlyV1 fm2_[A-Za-z0-9+/]{100,}=*$/],
    ['vault', /^hvs\.CAES[\w-]{86,116}$/],
    ['discord-bot', /^[MNO][\w-]{23,25}\.[\w-]{6}\.[\w-]{38}$/],
  ])('%s has the form of its provider', (name, form) => {
    for (let seed = 0; seed < 20; seed++) expect(make(name, seed)).toMatch(form);
  });

  it.each(['pem-rsa', 'pem-pkcs8', 'pem-pkcs8-ed25519', 'pem-ec', 'pem-dsa'])('OpenSSL loads %s', (name) => {
    expect(createPrivateKey(make(name)).type).toBe('private');
  });

  it('wraps the key of a kubeconfig in base64', () => {
    expect(createPrivateKey(Buffer.from(make('kubeconfig-key'), 'base64')).asymmetricKeyType).toBe('ec');
  });

  it.each(['pem-encrypted', 'pem-rsa-encrypted'])('OpenSSL asks for a passphrase for %s', (name) => {
    expect(() => createPrivateKey(make(name))).toThrow(/passphrase|interrupted or cancelled/i);
  });

  it('holds nothing that the detector takes for a placeholder', () => {
    // What an age identity begins with (`SECRET-KEY`) is a filler in any other place.
    for (const name of TOKEN_NAMES.filter((each) => each !== 'age')) {
      for (let seed = 0; seed < 5; seed++) {
        const token = make(name, seed);
        if (!/[\s{]/.test(token))
          expect({ name, dropped: isPlaceholder(token) }).toEqual({ name, dropped: false });
      }
    }
  });

  it('gives every name one generator, and every checksum a generator', () => {
    expect(new Set(TOKEN_NAMES).size).toBe(TOKEN_NAMES.length);
    const passes = (check: string): boolean =>
      TOKEN_NAMES.some((name) => {
        const secret = make(name);
        const result = checks.get(check)?.({ secret, groups: {}, before: '', after: '', now: 0 });
        return result?.outcome === 'pass' || (check === 'aws-key-id' && result?.note !== undefined);
      });
    // What reads an expiry in the surroundings can say nothing of a token alone.
    for (const check of [...checks.keys()].filter((each) => each !== 'azure-sas'))
      expect({ check, covered: passes(check) }).toEqual({ check, covered: true });
  });
});
