// Formats that only their surroundings make recognisable (32 hexadecimal digits named DATADOG_API_KEY), for formats.mjs.

/** kind | token | usual name */
export const BY_SURROUNDINGS = `
Voyage API key | pa-\${u:43} | VOYAGE_API_KEY
Zhipu API key | \${h:32}.\${w:16} | ZHIPUAI_API_KEY
Databricks OAuth client secret | dose\${h:32} | DATABRICKS_CLIENT_SECRET
Mailgun key | key-\${h:32} | MAILGUN_API_KEY
Mailgun newer key | \${h:32}-\${h:8}-\${h:8} | MAILGUN_API_KEY
Webex token | \${w:64}_\${w:4}_\${uuid} | WEBEX_BOT_TOKEN
LaunchDarkly SDK key | sdk-\${uuid} | LAUNCHDARKLY_SDK_KEY
LaunchDarkly API key | api-\${uuid} | LAUNCHDARKLY_API_KEY
Fireworks API key | fw_\${w:24} | FIREWORKS_API_KEY
Alibaba access key ID | LTAI\${w:20} | ALIBABA_CLOUD_ACCESS_KEY_ID
Discord bot token | \${token:discord-bot} | DISCORD_TOKEN
DeepSeek API key | sk-\${h:32} | DEEPSEEK_API_KEY
Mistral API key | \${w:32} | MISTRAL_API_KEY
Cohere API key | \${w:40} | COHERE_API_KEY
ElevenLabs older key | \${h:32} | ELEVENLABS_API_KEY
Stability API key | sk-\${w:48} | STABILITY_API_KEY
Weights & Biases older key | \${h:40} | WANDB_API_KEY
Moonshot API key | sk-\${w:48} | MOONSHOT_API_KEY
AssemblyAI key | \${a:32} | ASSEMBLYAI_API_KEY
Deepgram key | \${h:40} | DEEPGRAM_API_KEY
Ollama cloud key | \${h:32}.\${u:24} | OLLAMA_API_KEY
Snowflake access token | eyJraWQiOi\${u:180} | SNOWFLAKE_TOKEN
Travis token | \${u:22} | TRAVIS_TOKEN
Drone token | \${w:32} | DRONE_TOKEN
Snyk token | \${uuid} | SNYK_TOKEN
Codecov token | \${uuid} | CODECOV_TOKEN
Gitea token | \${h:40} | GITEA_TOKEN
AWS secret access key | \${b:40} | AWS_SECRET_ACCESS_KEY
AWS session token | IQoJb3JpZ2lu\${b:300} | AWS_SESSION_TOKEN
Azure OpenAI older key | \${h:32} | AZURE_OPENAI_API_KEY
Azure DevOps older token | \${c:52} | AZURE_DEVOPS_TOKEN
Cloudflare older token | \${u:40} | CLOUDFLARE_API_TOKEN
Cloudflare older global key | \${h:37} | CLOUDFLARE_API_KEY
Linode token | \${h:64} | LINODE_TOKEN
Hetzner token | \${w:64} | HCLOUD_TOKEN
Vultr key | \${A:36} | VULTR_API_KEY
Alibaba secret key | \${w:30} | ALIBABA_CLOUD_ACCESS_KEY_SECRET
Tencent secret key | \${w:32} | TENCENTCLOUD_SECRET_KEY
IBM Cloud key | \${u:44} | IBMCLOUD_API_KEY
Scaleway secret key | \${uuid} | SCW_SECRET_KEY
Vault older token | s.\${w:24} | VAULT_TOKEN
Vault unseal key | \${b:43}= | VAULT_UNSEAL_KEY
Bitwarden client secret | \${w:30} | BW_CLIENTSECRET
Vercel older token | \${w:24} | VERCEL_TOKEN
Railway token | \${uuid} | RAILWAY_TOKEN
Heroku older key | \${uuid} | HEROKU_API_KEY
MongoDB Atlas private key | \${uuid} | MONGODB_ATLAS_PRIVATE_KEY
Confluent older secret | \${b:64} | CONFLUENT_API_SECRET
Aiven token | \${b:372} | AIVEN_TOKEN
ngrok token | \${w:27}_4\${w:20} | NGROK_AUTHTOKEN
PayPal client secret | E\${u:79} | PAYPAL_CLIENT_SECRET
Plaid secret | \${h:30} | PLAID_SECRET
Checkout.com key | sk_\${uuid} | CHECKOUT_SECRET_KEY
GoCardless token | live_\${u:40} | GOCARDLESS_ACCESS_TOKEN
Lob key | live_\${h:35} | LOB_API_KEY
Twilio auth token | \${h:32} | TWILIO_AUTH_TOKEN
Postmark token | \${uuid} | POSTMARK_SERVER_TOKEN
Notion older token | secret_\${w:43} | NOTION_TOKEN
Asana client secret | \${a:32} | ASANA_CLIENT_SECRET
Okta token | 00\${u:40} | OKTA_API_TOKEN
Facebook app secret | \${h:32} | FACEBOOK_APP_SECRET
Twitch token | \${a:30} | TWITCH_TOKEN
Datadog API key | \${h:32} | DATADOG_API_KEY
Datadog application key | \${h:40} | DD_APP_KEY
Honeycomb key | \${w:22} | HONEYCOMB_API_KEY
PagerDuty key | \${u:20} | PAGERDUTY_API_KEY
Algolia admin key | \${h:32} | ALGOLIA_ADMIN_KEY
Sumo Logic access key | \${w:64} | SUMOLOGIC_ACCESS_KEY
Fastly token | \${u:32} | FASTLY_API_TOKEN
Supabase service role key | \${token:jwt} | SUPABASE_SERVICE_ROLE_KEY
Cloudinary secret | \${u:27} | CLOUDINARY_API_SECRET
Spotify client secret | \${h:32} | SPOTIFY_CLIENT_SECRET
Auth0 client secret | \${u:64} | AUTH0_CLIENT_SECRET
Zendesk token | \${w:40} | ZENDESK_API_TOKEN
Rollbar token | \${h:32} | ROLLBAR_ACCESS_TOKEN
Mixpanel secret | \${h:32} | MIXPANEL_API_SECRET
Amplitude secret key | \${h:32} | AMPLITUDE_SECRET_KEY
Etherscan key | \${A:34} | ETHERSCAN_API_KEY
Django secret key | \${a:24}^\${a:25} | DJANGO_SECRET_KEY
Rails secret key base | \${h:128} | SECRET_KEY_BASE
Symfony secret | \${h:32} | APP_SECRET
Password of a database | \${password:18} | DB_PASSWORD
OAuth client secret | \${w:40} | OAUTH_CLIENT_SECRET
Mapquest key | \${w:32} | MAPQUEST_API_KEY
Weatherstack key | \${h:32} | WEATHERSTACK_API_KEY
Cryptocompare key | \${h:64} | CRYPTOCOMPARE_API_KEY
Mailerlite key | \${h:32} | MAILERLITE_API_KEY
Cloudconvert key | \${w:40} | CLOUDCONVERT_API_KEY
Uploadcare key | \${h:20} | UPLOADCARE_SECRET_KEY
Scrapfly key | \${h:32} | SCRAPFLY_API_KEY
Lokalise token | \${h:40} | LOKALISE_TOKEN
Clockify key | \${w:48} | CLOCKIFY_API_KEY
Screenshotapi key | \${A:7}-\${A:7}-\${A:7}-\${A:7} | SCREENSHOTAPI_TOKEN
Statuspage key | \${uuid} | STATUSPAGE_API_KEY
Datadog token of another shape | \${w:40} | DATADOG_TOKEN
Facebook app token | \${d:15}|\${u:27} | FACEBOOK_APP_TOKEN
Token of any name | \${w:32} | UPSTREAM_TOKEN`;
