import {
  apifyChecksum,
  base62Checksum,
  confluentChecksum,
  fineGrainedChecksum,
  hexChecksum,
  littleEndianHexChecksum,
} from '../detector/checks/token-checksums.js';
import { ed25519Pkcs8 } from '../detector/checks/ssh-key.js';
import type { Random } from './examples-random.js';
import { BASE64, BASE64URL, DIGITS, HEX, LOWER, UPPER, WORD } from './tokens-alphabets.js';
import { AZURE_TOKENS } from './tokens-azure.js';
import {
  dsaDer,
  ecDer,
  encryptedPkcs8,
  encryptedRsaPem,
  opensshPem,
  pem,
  pgpBlock,
  puttyFile,
  rsaDer,
  rsaPkcs8,
} from './tokens-keys.js';
import {
  ageIdentity,
  base64Json,
  discordBot,
  gitlabRoutable,
  onePasswordAccount,
  pypiToken,
  sentryOrganization,
  serviceAccount,
  session,
  vault,
} from './tokens-structured.js';

/** Makes one fake token, right in its structure and checksum, from seeded random values. */
export type TokenGenerator = (random: Random) => string;

/** 2100-01-01 and 2020-01-01, in seconds since 1970: one never expires while this program is used, the other has. */
const FAR_AWAY = 4_102_444_800;
const LONG_AGO = 1_577_836_800;

function base62Token(prefix: string, length: number): TokenGenerator {
  return (random) => {
    const body = random.text(WORD, length);
    return `${prefix}${body}${base62Checksum(body)}`;
  };
}

function cloudflare(prefix: string): TokenGenerator {
  return (random) => {
    const body = random.text(WORD, 40);
    return `${prefix}${body}${hexChecksum(body)}`;
  };
}

/** `body` and the checksum that a function makes of it. */
function withChecksum(body: string, checksum: (body: string) => string): string {
  return body + checksum(body);
}

function fineGrained(random: Random): string {
  const first = `github_pat_11${random.text(UPPER + DIGITS, 10)}${random.text(WORD, 10)}_${random.text(WORD, 43)}`;
  return withChecksum(first, fineGrainedChecksum) + random.text(WORD, 8);
}

function grafanaServiceAccount(random: Random): string {
  const first = `glsa_${random.text(WORD, 32)}`;
  return `${first}_${littleEndianHexChecksum(first)}`;
}

function zuplo(random: Random): string {
  const body = random.text(LOWER + DIGITS, 32);
  return `zpka_${body}_${hexChecksum(body)}`;
}

/** The generators of `${token:NAME}`. */
export const TOKEN_GENERATORS: ReadonlyMap<string, TokenGenerator> = new Map<string, TokenGenerator>([
  ['github-pat', base62Token('ghp_', 30)],
  ['github-oauth', base62Token('gho_', 30)],
  ['github-user', base62Token('ghu_', 30)],
  ['github-server', base62Token('ghs_', 30)],
  ['github-refresh', base62Token('ghr_', 70)],
  ['github-fine-grained', fineGrained],
  ['github-stateless', (random) => `ghs_${random.text(DIGITS, 7)}_${session(random, FAR_AWAY)}`],
  ['gitlab-routable', gitlabRoutable('glpat-')],
  ['gitlab-runner-routable', gitlabRoutable('glrt-t1_')],
  ['npm', base62Token('npm_', 30)],
  ['vercel', base62Token('vcp_', 50)],
  ['vercel-integration', base62Token('vci_', 50)],
  ['vercel-app', base62Token('vca_', 50)],
  ['vercel-app-refresh', base62Token('vcr_', 50)],
  ['vercel-ai-gateway', base62Token('vck_', 50)],
  ['salad-org', base62Token('salad_cloud_org_', 36)],
  ['salad-user', base62Token('salad_cloud_user_', 36)],
  ['apify', (random) => withChecksum(`apify_api_${random.text(WORD, 30)}`, apifyChecksum)],
  ...AZURE_TOKENS,
  ['cloudflare-user', cloudflare('cfut_')],
  ['cloudflare-account', cloudflare('cfat_')],
  ['cloudflare-global', cloudflare('cfk_')],
  ['zuplo', zuplo],
  ['canva', (random) => withChecksum(`cnvca${random.text(BASE64URL, 43)}`, hexChecksum)],
  ['packagist', (random) => withChecksum(`packagist_ort_${random.text(HEX, 60)}`, hexChecksum)],
  ['packagist-update', (random) => withChecksum(`packagist_out_${random.text(HEX, 60)}`, hexChecksum)],
  ['packagist-user', (random) => withChecksum(`packagist_uut_${random.text(HEX, 60)}`, hexChecksum)],
  [
    'confluent',
    (random) => {
      const body = random.text(BASE64, 54);
      return `cflt${body}${confluentChecksum(body)}`;
    },
  ],
  [
    'atlassian',
    (random) => {
      const first = `ATATT3xFfGF0${random.text(BASE64URL, 171)}=`;
      return first + hexChecksum(first).toUpperCase();
    },
  ],
  [
    'atlassian-admin',
    (random) => {
      const first = `ATCTT3xFfGN0${random.text(BASE64URL, 171)}=`;
      return first + hexChecksum(first).toUpperCase();
    },
  ],
  ['grafana-sa', grafanaServiceAccount],
  [
    'grafana-cloud',
    (random) =>
      `glc_${base64Json({ o: '71042', n: 'stack-71042-build', k: random.text(BASE64, 32), m: { r: 'us' } })}`,
  ],
  ['grafana-legacy', (random) => base64Json({ k: random.text(WORD, 32), n: 'build', id: 1 })],
  ['sentry-org', sentryOrganization],
  ['1password-service-account', onePasswordAccount],
  ['age', ageIdentity],
  ['jwt', (random) => session(random, FAR_AWAY)],
  ['jwt-expired', (random) => session(random, LONG_AGO)],
  [
    'teamcity',
    (random) => `eyJ0eXAiOiAiVENWMiJ9.${random.text(BASE64URL, 36)}.${random.text(BASE64URL, 48)}`,
  ],
  [
    'mapbox-secret',
    (random) =>
      `sk.${base64Json({ u: 'acme', a: `c${random.text(LOWER + DIGITS, 24)}` }, 'base64url')}.${random.text(BASE64URL, 22)}`,
  ],
  ['aws-key-id', (random) => `AKIA${random.text('QRSTUVWXYZ2345', 1)}${random.text(`${UPPER}234567`, 15)}`],
  [
    'aws-bedrock',
    (random) =>
      `ABSK${Buffer.from(`BedrockAPIKey-${random.text(LOWER + DIGITS, 4)}-at-${random.text(DIGITS, 12)}:${random.text(BASE64, 44)}`).toString('base64')}`,
  ],
  ['discord-bot', discordBot],
  ['pypi', pypiToken],
  [
    'fly',
    (random) =>
      `FlyV1 fm2_${Buffer.concat([Buffer.from([0x93, 0xc4, 0x2a]), random.bytes(177)]).toString('base64')}`,
  ],
  ['langfuse', (random) => `sk-lf-${[8, 4, 4, 4, 12].map((length) => random.text(HEX, length)).join('-')}`],
  ['vault', vault],
  ['docker-auth', (random) => Buffer.from(`builder:${random.text(WORD, 24)}`).toString('base64')],
  ['gcp-service-account-json', serviceAccount],
  ['pem-rsa', (random) => pem('RSA PRIVATE KEY', rsaDer(random))],
  ['pem-rsa-encrypted', encryptedRsaPem],
  ['pem-pkcs8', (random) => pem('PRIVATE KEY', rsaPkcs8(random))],
  ['pem-pkcs8-ed25519', (random) => pem('PRIVATE KEY', ed25519Pkcs8(random.bytes(32)))],
  ['pem-ec', (random) => pem('EC PRIVATE KEY', ecDer(random))],
  ['base64-rsa', (random) => Buffer.from(rsaDer(random)).toString('base64')],
  ['base64-pkcs8', (random) => Buffer.from(rsaPkcs8(random)).toString('base64')],
  ['base64-pkcs8-ed25519', (random) => Buffer.from(ed25519Pkcs8(random.bytes(32))).toString('base64')],
  ['pem-dsa', () => pem('DSA PRIVATE KEY', dsaDer())],
  ['pem-encrypted', (random) => pem('ENCRYPTED PRIVATE KEY', encryptedPkcs8(random))],
  ['pem-openssh-ed25519', (random) => opensshPem(random, false)],
  ['pem-openssh-encrypted', (random) => opensshPem(random, true)],
  ['putty', puttyFile],
  ['pgp-private', pgpBlock],
  ['kubeconfig-key', (random) => Buffer.from(`${pem('EC PRIVATE KEY', ecDer(random))}\n`).toString('base64')],
]);

/** The names that `${token:NAME}` takes. */
export const TOKEN_NAMES: readonly string[] = [...TOKEN_GENERATORS.keys()];
