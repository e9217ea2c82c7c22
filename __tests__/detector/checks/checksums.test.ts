import { describe, expect, it } from '@jest/globals';
import { awsAccount } from '../../../src/detector/checks/aws-key-id.js';
import { commonAnnotatedChecksums } from '../../../src/detector/checks/azure-checksums.js';
import { expandExample } from '../../../src/rules/examples.js';
import { changeCharacter, runCheck } from './run-check.js';

/** Samples that were published as examples, by the provider or by another scanner's tests. In pieces, as no whole token stands in a file. */
const PUBLISHED: readonly (readonly [check: string, ...pieces: readonly string[]])[] = [
  ['crc32-base62', 'ghp_zQWBuTSOoRi4A9', 'spHcVY5ncnsDkxkJ0mLq17'],
  ['crc32-base62', 'vcp_35UYJwYZDigYATKhxJUAhPqRhit2', 'Xe3dtiG60LsUTHeklEXDQ94Jafpu'],
  ['crc32-base62', 'vca_BQuu9ChDu3n6Pfh6YQnCshpoYk', 'WDSFKogLqmBtQ0tC8NAA5rXt340sjz'],
  ['crc32-base62', 'vck_2YkmQj1uHqCVNoUx5a9uvRTe81', 'gmAcln5hoRMPWFBU4tulufUf0OzP2K'],
  ['crc32-base62-apify', 'apify_api_NcjXcxEz2XL1irj', 'ppyWSHvjghalQOd1LXOHv'],
  ['crc32-base62-apify', 'apify_api_9uyewBxQUF1EXWd', 'KVc4lNaTSM461Ls4oQouz'],
  ['gitlab-routable', 'glpat-bzox79Of-KE9FD2L', 'joXXF4CvyxA.01.0r0l8l6ir'],
  ['gitlab-routable', 'glpat-bzox79Of-KE9FD2L', 'joXXF4CvyxA.0r03gxo7s'],
  ['crc32-hex-body', 'zpka_3e6c4f7d39954ca29353', 'b7ab88589b64_de26cd55'],
  ['crc32-hex-body', 'zpka_b3f94d8d3d4d4a6ea5c5', 'b20d0a5bb407_18eb262b'],
  ['crc32-hex-all', 'cnvcav3RRFkl36rsXClN3-Dsy', 'gjl_oGT1-xMhXV70oxnGi6s811bfada'],
  ['confluent', 'cfltqPLd2lLPAtWtHGNhN32WlZxoEj30', 'pcg8mzaPlPJ937JlMa7n9YCRLooqgifw'],
  [
    'azure-identifiable',
    'u45diQdTiXeuSKl5r4EjgbPP72EYpuTNEzfMTi0mk+d2',
    'sTisA4gWzt4H1Ag3kqFaCykWZv2S6KQo+AStHF56RQ==',
  ],
  [
    'azure-identifiable',
    'b8a/Z4wFAbhOPQTMa4PUTKr2XQhwoyWtP/3PnEto3mK8',
    '6CFQnVYyTV/HSrij88h5jVYyzwUk0oTw+AStIKN/4w==',
  ],
  ['azure-devops-pat', 'cfdgksmyyogbj6b6k7tvu6wfgo', 'tk453xxadybrrs22g6qekcaw3y'],
  ['azure-devops-pat', 'nj3ithqqxdghjtxuo6a27lebc4', 'ko5jyqsthyqshtnnlpvowh2oaq'],
];

/** Which check proves the tokens of which generator. */
const GENERATED: readonly (readonly [check: string, ...generators: readonly string[]])[] = [
  ['crc32-base62', 'github-pat', 'github-refresh', 'npm', 'vercel', 'salad-org', 'salad-user'],
  ['crc32-base62-apify', 'apify'],
  ['github-fine-grained', 'github-fine-grained'],
  ['gitlab-routable', 'gitlab-routable', 'gitlab-runner-routable'],
  ['azure-identifiable', 'azure-storage', 'azure-batch', 'azure-cosmos', 'azure-redis', 'azure-functions'],
  ['azure-identifiable', 'azure-search', 'azure-servicebus', 'azure-eventhub', 'azure-relay', 'azure-iothub'],
  ['azure-identifiable', 'azure-apim', 'azure-eventgrid', 'azure-ml'],
  ['azure-common-annotated', 'azure-common', 'azure-app-configuration', 'azure-maps', 'azure-devops'],
  ['entra-client-secret', 'entra-secret'],
  ['crc32-hex-body', 'cloudflare-user', 'cloudflare-account', 'cloudflare-global', 'zuplo'],
  ['crc32-hex-all', 'canva', 'packagist', 'packagist-update', 'packagist-user'],
  ['confluent', 'confluent'],
  ['atlassian', 'atlassian', 'atlassian-admin'],
  ['grafana-service-account', 'grafana-sa'],
  ['age-bech32', 'age'],
];
const CASES = GENERATED.flatMap(([check, ...generators]) => generators.map((name) => [check, name] as const));

describe('checksums', () => {
  it.each(PUBLISHED.map(([check, ...pieces]) => [check, pieces.join('')]))(
    '%s: a published sample passes',
    (check, token) => {
      expect(runCheck(check, token)).toEqual({ outcome: 'pass', note: 'checksum fits' });
    },
  );

  it.each(CASES)('%s: generated tokens of %s pass', (check, name) => {
    for (const seed of ['one', 'two', 'three', 'four', 'five']) {
      expect(runCheck(check, expandExample(`\${token:${name}}`, seed)).outcome).toBe('pass');
    }
  });

  it.each(CASES)('%s: fails for %s with one character changed, and says why', (check, name) => {
    for (const seed of ['one', 'two', 'three']) {
      const token = expandExample(`\${token:${name}}`, seed);
      expect(runCheck(check, changeCharacter(token, 20))).toEqual({
        outcome: 'fail',
        note: 'checksum does not fit',
      });
    }
  });

  it.each(CASES)('%s: fails for %s where its last character is changed', (check, name) => {
    // Base64 padding is not part of the checksum: the last character of the body is. Its spare bits may be any.
    const token = expandExample(`\${token:${name}}`, 'last');
    const at = name === 'github-fine-grained' ? -9 : token.search(/={0,2}$/) - token.length - 2;
    expect(runCheck(check, changeCharacter(token, at)).outcome).toBe('fail');
  });

  it.each([
    ['crc32-base62', 'a short form', 'ghp_abc'],
    ['crc32-base62', 'a stateless token', expandExample('${token:github-stateless}', 1)],
    ['crc32-base62-apify', 'another prefix', `npm_${'a1B2'.repeat(9)}`],
    ['github-fine-grained', 'another length', `github_pat_${'a1B2'.repeat(9)}`],
    ['gitlab-routable', 'a plain token', `glpat-${'a1B2'.repeat(5)}`],
    ['azure-identifiable', 'an older key', expandExample('${b:86}==', 1).replace(/A/g, 'a')],
    [
      'azure-identifiable',
      'a registry key, whose scheme is unproven',
      changeCharacter(expandExample('${token:azure-acr}', 1), 20),
    ],
    ['azure-common-annotated', 'another text', 'JQQJ99'],
    ['entra-client-secret', 'the older form without checksum', `abc7Q~${'a1B2'.repeat(8)}`],
    ['crc32-hex-body', 'another form', 'cfut_short'],
    ['crc32-hex-all', 'another form', 'cnvca'],
    ['confluent', 'an older secret', 'a1B2'.repeat(16)],
    ['atlassian', 'another form', 'ATBBabc'],
    ['grafana-service-account', 'another form', 'glsa_abc'],
    [
      'azure-devops-pat',
      'a checksum that does not fit: the scheme is not official',
      changeCharacter(expandExample('${token:azure-devops-old}', 1), 5),
    ],
    ['azure-devops-pat', 'another length', 'abcdef'],
    ['age-bech32', 'another human part', 'age1qqqqqq'],
    ['pgp-armour', 'no block', 'abc'],
  ])('%s: has nothing to say of %s', (check, _, secret) => {
    expect(runCheck(check, secret)).toEqual({ outcome: 'none' });
  });

  it('proves the registry key whose checksum fits, and the old token of Azure DevOps', () => {
    expect(runCheck('azure-identifiable', expandExample('${token:azure-acr}', 1)).outcome).toBe('pass');
    expect(runCheck('azure-devops-pat', expandExample('${token:azure-devops-old}', 1)).outcome).toBe('pass');
  });

  it('accepts a common annotated key with the older, base64 checksum', () => {
    const first = `${'Ab1'.repeat(17)}cJQQJ99BAAC${'x'.repeat(10)}AAAAACOG`;
    const tails = ['now', 'then'].map((_, index) => commonTail(first, index));
    expect(tails[0]).not.toBe(tails[1]);
    for (const tail of tails) expect(runCheck('azure-common-annotated', first + tail).outcome).toBe('pass');
  });

  it('accepts an age identity in lower case, and says when it is not whole', () => {
    const identity = expandExample('${token:age}', 1);
    expect(runCheck('age-bech32', identity.toLowerCase()).outcome).toBe('pass');
    expect(runCheck('age-bech32', identity.slice(0, -1))).toMatchObject({ outcome: 'fail' });
  });

  it('proves an identity that was published as an example', () => {
    const identity = ['AGE-SECRET-KEY-1N84CR29PJTUQA22ALHP4Y', 'DL5ZFMXPW5GVETVY3UK58ZD6NPNPDLS4MCZFS'].join(
      '',
    );
    expect(runCheck('age-bech32', identity).outcome).toBe('pass');
  });
});

function commonTail(first: string, scheme: number): string {
  return commonAnnotatedChecksums(first)[scheme] ?? '';
}

describe('aws-key-id', () => {
  // From the article that described the encoding, and from AWS's own documentation.
  it.each([
    [['ASIAQNZGKIQY', '56JQ7WML'], '029608264753'],
    [['ASIAY34FZKBO', 'KMUTVV7A'], '609629065308'],
  ])('tells the account of %p', (pieces, account) => {
    expect(awsAccount(pieces.join(''))).toBe(account);
    expect(runCheck('aws-key-id', pieces.join(''))).toEqual({
      outcome: 'none',
      note: `of AWS account ${account}`,
    });
  });

  it('lowers an ID of the account that documentation uses', () => {
    expect(runCheck('aws-key-id', ['AKIARZPUZDIK', 'GB2VALC4'].join(''))).toEqual({
      outcome: 'none',
      note: 'of AWS account 123456789012, that of the documentation',
      atMost: 'low',
    });
  });

  it('tells 12 digits of every generated ID', () => {
    for (let seed = 0; seed < 50; seed++) {
      expect(awsAccount(expandExample('${token:aws-key-id}', seed))).toMatch(/^\d{12}$/);
    }
  });

  it.each(['IOSFODNN7ABCDEFG', 'J2345672345672AB', '', '0189018901890189'])(
    'has nothing to say of AKIA and %p',
    (rest) => {
      expect(runCheck('aws-key-id', `AKIA${rest}`)).toEqual({ outcome: 'none' });
    },
  );
});
