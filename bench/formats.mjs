// The formats that recall is measured on: what providers' documentation and published samples say their credentials look
// like, apart from the rules' own patterns. `${…}` are the generators of docs/rules.md. A token that says by itself what it
// is (a prefix, an infix, a checksum, a structure) is *structured* and stands under a name that tells nothing; the others
// are known by their *surroundings* alone and stand under their usual names.

import { BY_SURROUNDINGS } from './formats-by-surroundings.mjs';

/** Under this name a structured token must be found. */
export const NEUTRAL_NAME = 'UPSTREAM_SETTING';

const AI = `
Anthropic API key | sk-ant-api03-\${u:93}AA
Anthropic admin key | sk-ant-admin01-\${u:93}AA
Anthropic OAuth access token | sk-ant-oat01-\${u:93}AA
Anthropic OAuth refresh token | sk-ant-ort01-\${u:93}AA
OpenAI project key, long | sk-proj-\${u:74}T3BlbkFJ\${u:74}
OpenAI project key, short | sk-proj-\${w:20}T3BlbkFJ\${w:20}
OpenAI service account key | sk-svcacct-\${u:58}T3BlbkFJ\${u:58}
OpenAI admin key | sk-admin-\${u:58}T3BlbkFJ\${u:58}
OpenAI user key | sk-\${w:20}T3BlbkFJ\${w:20}
OpenAI realtime client secret | ek_\${h:32}
Google API key | AIzaSy\${u:33}
Google AI Studio key | AQ.Ab8RN6\${u:44}
xAI API key | xai-\${w:80}
Groq API key | gsk_\${w:52}
Perplexity API key | pplx-\${w:48}
Cerebras API key | csk-\${a:48}
Hugging Face user token | hf_\${L:34}
Hugging Face organisation token | api_org_\${L:34}
Replicate API token | r8_\${w:37}
OpenRouter API key | sk-or-v1-\${h:64}
Together API key | tgp_v1_\${u:43}
ElevenLabs API key | sk_\${h:48}
Pinecone API key | pcsk_\${w:6}_\${w:63}
Weights & Biases API key | wandb_v1_\${w:77}
NVIDIA personal key | nvapi-\${u:64}
Jina API key | jina_\${w:60}
Tavily API key | tvly-\${w:32}
Tavily development key | tvly-dev-\${w:32}
Firecrawl API key | fc-\${h:32}
E2B API key | e2b_\${h:40}
Browserbase API key | bb_live_\${u:27}
LangSmith personal key | lsv2_pt_\${h:32}_\${h:10}
LangSmith service key | lsv2_sk_\${h:32}_\${h:10}
Langfuse secret key | sk-lf-\${uuid}
MiniMax API key | sk-api-\${u:119}
Friendli token | flp_\${w:46}
Cursor user API key | key_\${h:64}
Devin service token | cog_\${c:52}
RunPod API key | rpa_\${A:40}\${w:6}
pyx key | sk-pyx-\${w:64}
Databricks personal access token | dapi\${h:32}
Databricks personal access token with part | dapi\${h:32}-2`;

const SOURCE_AND_PACKAGES = `
GitHub personal access token | \${token:github-pat}
GitHub OAuth token | \${token:github-oauth}
GitHub user-to-server token | \${token:github-user}
GitHub installation token | \${token:github-server}
GitHub refresh token | \${token:github-refresh}
GitHub stateless installation token | \${token:github-stateless}
GitHub fine-grained token | \${token:github-fine-grained}
GitLab personal access token | glpat-\${u:20}
GitLab routable token | \${token:gitlab-routable}
GitLab runner token | glrt-\${u:20}
GitLab routable runner token | \${token:gitlab-runner-routable}
GitLab CI job token | glcbt-64_\${u:20}
GitLab deploy token | gldt-\${u:20}
GitLab trigger token | glptt-\${h:40}
GitLab agent token | glagent-\${u:50}
GitLab feed token | glft-\${u:20}
GitLab incoming mail token | glimt-\${a:25}
GitLab SCIM token | glsoat-\${u:20}
GitLab feature flags token | glffct-\${u:20}
GitLab OAuth application secret | gloas-\${h:64}
GitLab runner registration token | GR1348941\${u:20}
Bitbucket app password | ATBB\${w:32}
Bitbucket Data Center token | BBDC-\${b:44}
npm access token | \${token:npm}
PyPI API token | \${token:pypi}
RubyGems API key | rubygems_\${h:48}
crates.io token | cio\${w:32}
NuGet API key | oy2\${c:43}
Clojars deploy token | CLOJARS_\${h:60}
Packagist organisation token | \${token:packagist}
Packagist user token | \${token:packagist-user}
Artifactory API key | AKCp\${w:69}
Artifactory reference token | cmVmdGtu\${w:56}
Cloudsmith API key | csa_\${h:30}\${w:6}
Docker Hub access token | dckr_pat_\${u:27}
Docker Hub organisation token | dckr_oat_\${u:32}
Docker Swarm join token | SWMTKN-1-\${a:50}-\${a:25}
Docker Swarm unlock key | SWMKEY-1-\${b:43}
CircleCI personal token | CCIPAT_\${w:22}_\${h:40}
CircleCI project token | CCIPRJ_\${w:22}_\${h:40}
Buildkite user token | bkua_\${h:40}
Buildkite agent token | bkct_\${h:53}
Harness personal token | pat.\${u:22}.\${h:24}.\${w:20}
Harness service token | sat.\${u:22}.\${h:24}.\${w:20}
Octopus API key | API-\${A:32}
SonarQube user token | squ_\${h:40}
SonarQube project token | sqp_\${h:40}
SonarQube global token | sqa_\${h:40}
SonarCloud scoped token | sqco_\${w:59}
Sourcegraph access token | sgp_\${h:16}_\${h:40}
Sourcegraph local access token | sgp_local_\${h:40}
Sourcegraph older access token | sgp_\${h:40}
Sourcegraph licence token | slk_\${h:64}
TeamCity access token | \${token:teamcity}
StackHawk API key | hawk.\${u:20}.\${u:20}
Infracost API key | ico-\${w:32}
DVC Studio token | isat_\${uuid}
Convex access token | \${base64:{"v2":"\${h:32}"}}
Tolgee token | tgpat_\${c:52}
Permit.io key | permit_key_\${w:86}`;

const CLOUD = `
AWS access key ID | \${token:aws-key-id}
AWS temporary access key ID | ASIA\${B:16}
AWS Bedrock API key | \${token:aws-bedrock}
AWS AppSync key | da2-\${a:26}
Amazon MWS token | amzn.mws.\${uuid}
Azure Entra client secret | \${token:entra-secret}
Azure Entra client secret, older | \${w:3}7Q~\${u:31}
Azure storage key | \${token:azure-storage}
Azure common annotated key | \${token:azure-common}
Azure SAS token | sv=2024-11-04&ss=b&srt=sco&sp=rwl&se=2099-01-01T00:00:00Z&spr=https&sig=«\${w:43}%3D»
Azure Service Bus connection string | Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=«\${b:43}=»
Azure App Configuration string | Endpoint=https://shop.azconfig.io;Id=\${w:4}-l9-s0:\${w:20};Secret=«\${b:43}=»
Azure storage connection string | DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=«\${b:86}==»;EndpointSuffix=core.windows.net
Google OAuth client secret | GOCSPX-\${u:28}
Google OAuth access token | ya29.\${u:160}
Firebase messaging key | AAAA\${u:7}:APA91b\${u:134}
Cloudflare user token | \${token:cloudflare-user}
Cloudflare account token | \${token:cloudflare-account}
Cloudflare global key | \${token:cloudflare-global}
Cloudflare origin CA key | v1.0-\${h:24}-\${h:146}
DigitalOcean personal token | dop_v1_\${h:64}
DigitalOcean OAuth token | doo_v1_\${h:64}
DigitalOcean refresh token | dor_v1_\${h:64}
Tencent secret ID | AKID\${w:32}
Yandex API key | AQVN\${u:36}
Yandex IAM token | t1.9eu\${u:96}.\${u:86}
UpCloud API token | ucat_\${A:26}
Exoscale API key | EXO\${h:26}
Terraform Cloud token | \${w:14}.atlasv1.\${w:67}
Vault service token | \${token:vault}
Vault batch token | hvb.AAAAAQ\${u:150}
Vault recovery token | hvr.CAES\${u:91}
Pulumi access token | pul-\${h:40}
Doppler CLI token | dp.ct.\${w:43}
Doppler personal token | dp.pt.\${w:43}
Doppler service token | dp.st.prd.\${w:43}
Doppler service account token | dp.sa.\${w:43}
Doppler SCIM token | dp.scim.\${w:43}
Doppler audit token | dp.audit.\${w:43}
1Password service account token | \${token:1password-service-account}
1Password secret key | A3-\${A:6}-\${A:6}-\${A:5}-\${A:5}-\${A:5}-\${A:5}
Infisical service token | st.\${uuid}.\${h:32}.\${h:32}
Fly.io token | «fm2_\${b:177}»
Vercel personal token | \${token:vercel}
Vercel integration token | \${token:vercel-integration}
Vercel app token | \${token:vercel-app}
Vercel app refresh token | \${token:vercel-app-refresh}
Vercel AI gateway key | \${token:vercel-ai-gateway}
Netlify personal token | nfp_\${w:36}
Render API key | rnd_\${w:28}
Heroku API key | HRKU-AA\${u:58}
Supabase management token | sbp_\${h:40}
Supabase secret key | sb_secret_\${u:22}_\${u:8}
PlanetScale password | pscale_pw_\${u:43}
PlanetScale service token | pscale_tkn_\${u:43}
PlanetScale OAuth token | pscale_oauth_\${u:43}
Neon API key | napi_\${a:64}
MongoDB Atlas service account secret | mdb_sa_sk_\${u:40}
CockroachDB Cloud key | CCDB1_\${w:22}_\${w:40}
DataStax Astra token | AstraCS:\${w:24}:\${h:64}
ClickHouse Cloud secret | 4b1d\${w:38}
Confluent API secret | \${token:confluent}
Elastic Cloud key | essu_\${b:80}
Tailscale auth key | tskey-auth-\${w:17}-\${w:32}
Tailscale API key | tskey-api-\${w:17}-\${w:32}
Tailscale OAuth client secret | tskey-client-\${w:17}-\${w:32}
Defined Networking token | dnkey-\${B:26}-\${B:52}
Scalingo token | tk-us-\${u:48}
OpenShift token | sha256~\${u:43}
Salad organisation key | \${token:salad-org}
Salad user key | \${token:salad-user}`;

const PAYMENTS_AND_MESSAGES = `
Stripe live key | sk_live_\${w:24}
Stripe live key, long | sk_live_51\${w:97}
Stripe restricted key | rk_live_\${w:99}
Stripe test key | sk_test_\${w:24}
Stripe restricted test key | rk_test_\${w:24}
Stripe webhook secret | whsec_\${w:32}
Square access token | EAAA\${u:60}
Square OAuth access token | sq0atp-\${u:22}
Square OAuth secret | sq0csp-\${u:43}
Square sandbox secret | sandbox-sq0csp-\${u:43}
Braintree access token | access_token$production$\${a:16}$\${h:32}
Adyen API key | AQE\${w:5}\${b:96}-\${b:43}=-\${w:16}
Plaid access token | access-production-\${uuid}
Plaid sandbox token | access-sandbox-\${uuid}
Shopify app token | shpat_\${h:32}
Shopify custom app token | shpca_\${h:32}
Shopify private app password | shppa_\${h:32}
Shopify shared secret | shpss_\${h:32}
Razorpay live key ID | rzp_live_\${w:14}
Paystack secret key | sk_live_\${h:40}
Flutterwave secret key | FLWSECK-\${h:32}-X
Flutterwave test key | FLWSECK_TEST-\${h:32}-X
Paddle API key | pdl_live_apikey_\${a:26}_\${w:22}_\${w:3}
Shippo live token | shippo_live_\${h:40}
Shippo test token | shippo_test_\${h:40}
EasyPost key | EZAK\${w:54}
EasyPost test key | EZTK\${w:54}
Duffel token | duffel_live_\${u:43}
Duffel test token | duffel_test_\${u:43}
Slack bot token | xoxb-\${d:12}-\${d:13}-\${w:24}
Slack user token | xoxp-\${d:12}-\${d:12}-\${d:13}-\${h:32}
Slack app token | xapp-1-A\${A:10}-\${d:13}-\${h:64}
Slack configuration token | xoxe.xoxp-1-\${w:163}
Slack refresh token | xoxe-1-\${w:146}
Slack session token | xoxc-\${d:12}-\${d:13}-\${d:13}-\${h:64}
Slack webhook | https://«hooks.slack.com/services/T\${A:10}/B\${A:10}/\${w:24}»
Microsoft Teams webhook | https://shop.«webhook.office.com/webhookb2/\${uuid}@\${uuid}/IncomingWebhook/\${h:32}/\${uuid}»
Discord webhook | https://«discord.com/api/webhooks/\${d:18}/\${u:68}»
Telegram bot token | \${d:10}:AA\${u:33}
Twilio API key SID | SK\${h:32}
SendGrid key | SG.\${u:22}.\${u:43}
Mailchimp key | \${h:32}-us14
Brevo API key | xkeysib-\${h:64}-\${w:16}
Brevo SMTP key | xsmtpsib-\${h:64}-\${w:16}
Resend key | re_\${w:8}_\${w:24}
MailerSend token | mlsn.\${h:64}
Linear API key | lin_api_\${w:40}
Linear OAuth token | lin_oauth_\${h:64}
Notion integration token | ntn_\${d:11}\${w:35}
Asana personal token | 1/1\${d:15}:\${h:32}
Asana newer personal token | 2/1\${d:15}/\${d:16}:\${h:32}
Atlassian API token | \${token:atlassian}
Atlassian scoped token | \${token:atlassian-admin}
Figma personal token | figd_\${u:40}
Airtable personal token | pat\${w:14}.\${h:64}
ClickUp token | pk_\${d:8}_\${A:32}
Postman API key | PMAK-\${h:24}-\${h:34}
Dropbox short-lived token | sl.B\${u:139}
Contentful management token | CFPAT-\${u:43}
HubSpot private app token | pat-na1-\${uuid}
HubSpot European private app token | pat-eu1-\${uuid}
Salesforce access token | 00D\${w:12}!\${w:96}
Salesforce refresh token | 5Aep861\${w:60}
Salesforce consumer key | 3MVG9\${w:80}
Intercom access token | dG9rO\${w:54}=
Typeform token | tfp_\${w:44}
Canva client secret | \${token:canva}
Apify API token | \${token:apify}
Facebook access token | EAA\${w:140}`;

const OPERATIONS = `
Sentry organisation token | \${token:sentry-org}
Sentry user token | sntryu_\${h:64}
New Relic user key | NRAK-\${A:27}
New Relic licence key | \${h:36}NRAL
New Relic insert key | NRII-\${u:32}
New Relic query key | NRIQ-\${u:32}
New Relic REST key | NRRA-\${h:42}
New Relic admin key | NRAA-\${h:27}
New Relic browser key | NRJS-\${h:19}
Grafana service account token | \${token:grafana-sa}
Grafana Cloud token | \${token:grafana-cloud}
Grafana legacy key | \${token:grafana-legacy}
Honeycomb ingest key | hcaik_01\${c:56}
Dynatrace token | dt0c01.\${A:24}.\${A:64}
Dynatrace SaaS token | dt0s01.\${A:8}.\${A:64}
ConfigCat SDK key | configcat-sdk-1/\${u:22}/\${u:22}
PostHog personal key | phx_\${w:43}
PostHog project key | phc_\${w:43}
Segment public API token | sgp_\${w:64}
Endor Labs key | endr+\${u:16}
Prefect API key | pnu_\${w:36}
Rootly API key | rootly_\${h:64}
Dependency-Track key | odt_\${w:32}
Zuplo key | \${token:zuplo}
Mapbox secret token | \${token:mapbox-secret}
MaxMind licence key | \${w:6}_\${w:29}_mmk
OneSignal app key | os_v2_app_\${c:103}
OneSignal organisation key | os_v2_org_\${c:103}
age identity | \${token:age}
JWT | \${token:jwt}
RSA private key | \${token:pem-rsa}
PKCS#8 private key | \${token:pem-pkcs8}
EC private key | \${token:pem-ec}
OpenSSH private key | \${token:pem-openssh-ed25519}
PGP private key | \${token:pgp-private}
PostgreSQL URL | postgres://shop:«\${password:20}»@db.internal:5432/shop
MySQL URL | mysql://shop:«\${w:20}»@db.internal/shop
MySQL name of Go | shop:«\${w:20}»@tcp(db.internal:3306)/shop
MongoDB URL | mongodb+srv://shop:«\${w:20}»@cluster0.abcde.mongodb.net/shop
Redis URL | redis://:«\${w:32}»@cache.internal:6379/0
AMQP URL | amqp://shop:«\${w:20}»@queue.internal:5672/
MQTT URL | mqtts://shop:«\${w:20}»@broker.internal:8883
FTP URL | ftp://deploy:«\${w:16}»@files.internal/
Basic-auth URL | https://deploy:«\${w:24}»@git.internal/shop.git
JDBC URL | jdbc:postgresql://db.internal:5432/shop?user=shop&password=«\${w:20}»
PostHog OAuth token | pha_\${w:43}
Shortcut scoped token | sct_rw_\${a:10}_\${w:130}
Voiceflow key | VF.DM.\${h:24}.\${w:16}
Mintlify key | mint_dsc_\${w:24}
Branch secret | secret_live_\${w:32}
Dub key | dub_\${w:24}
AI71 key | ai71-api-\${uuid}
Fleetbase key | flb_live_\${w:20}
Cfx.re key | cfxk_\${w:20}_\${w:5}
Directory URL | ldaps://cn=admin,dc=shop:«\${w:20}»@directory.internal:636
ODBC string | Server=db.internal;Database=shop;Uid=shop;Pwd=«\${w:16}»;`;

/** `{ kind, token, name, isStructured }`; `«…»` in a token mark the secret where it is a part of it. */
export const FORMATS = [
  ...[AI, SOURCE_AND_PACKAGES, CLOUD, PAYMENTS_AND_MESSAGES, OPERATIONS]
    .flatMap(rows)
    .map(([kind, token]) => ({
      kind,
      token,
      name: NEUTRAL_NAME,
      isStructured: true,
    })),
  ...rows(BY_SURROUNDINGS).map(([kind, token, name]) => ({ kind, token, name, isStructured: false })),
];

function rows(table) {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(' | '));
}
