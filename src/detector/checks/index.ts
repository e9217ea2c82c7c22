import type { Check } from '../../model/check.js';
import { awsKeyId } from './aws-key-id.js';
import {
  azureCommonAnnotated,
  azureDevopsPat,
  azureIdentifiable,
  entraClientSecret,
} from './azure-checksums.js';
import { azureSas } from './azure-sas.js';
import { ageBech32 } from './bech32.js';
import { base64Userpass, discordToken, pypiMacaroon } from './encoded-parts.js';
import { gcpServiceAccount } from './gcp-service-account.js';
import { base64Json } from './json-base64.js';
import { jwt } from './jwt.js';
import { pgpArmour } from './pgp-key.js';
import { privateKey, privateKeyBase64 } from './private-key.js';
import {
  atlassian,
  confluent,
  crc32Base62,
  crc32Base62Apify,
  crc32HexAll,
  crc32HexBody,
  githubFineGrained,
  gitlabRoutable,
  grafanaServiceAccount,
} from './token-checksums.js';

export { publicHalf } from './private-key.js';
export type { PublicHalf } from './private-key.js';

/** The offline checks by the names that rules use; `docs/rules.md` says what each recomputes. */
export const checks: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['crc32-base62', crc32Base62],
  ['crc32-base62-apify', crc32Base62Apify],
  ['github-fine-grained', githubFineGrained],
  ['gitlab-routable', gitlabRoutable],
  ['azure-identifiable', azureIdentifiable],
  ['azure-common-annotated', azureCommonAnnotated],
  ['entra-client-secret', entraClientSecret],
  ['crc32-hex-body', crc32HexBody],
  ['crc32-hex-all', crc32HexAll],
  ['confluent', confluent],
  ['atlassian', atlassian],
  ['grafana-service-account', grafanaServiceAccount],
  ['azure-devops-pat', azureDevopsPat],
  ['azure-sas', azureSas],
  ['age-bech32', ageBech32],
  ['pgp-armour', pgpArmour],
  ['aws-key-id', awsKeyId],
  ['jwt', jwt],
  ['private-key', privateKey],
  ['private-key-base64', privateKeyBase64],
  ['base64-userpass', base64Userpass],
  ['base64-json', base64Json],
  ['discord-token', discordToken],
  ['pypi-macaroon', pypiMacaroon],
  ['gcp-service-account', gcpServiceAccount],
]);
