import { beforeAll, describe, expect, it } from '@jest/globals';
import { Detector } from '../../src/detector/index.js';
import type { Severity } from '../../src/model/severity.js';
import { loadBundledRules } from '../../src/rules/bundled.js';
import { expandExample } from '../../src/rules/examples.js';
import { randomBytes } from '../helpers/bytes.js';

let detector: Detector;

beforeAll(() => {
  detector = new Detector(loadBundledRules());
});

/** A file with secrets in `«…»`, each written as a generator of rule examples: `«${w:20}»`. */
interface Sample {
  readonly path: string;
  readonly text: string;
  /** Of every secret, in order; one for all. */
  readonly severities: readonly Severity[];
  /** Where not the same as what stands between the marks. */
  readonly values?: (values: readonly string[]) => readonly string[];
}

const MARKED = /«([^»]*)»/g;

function scan(path: string, bytes: Buffer) {
  const slice = {
    file: 0,
    path,
    start: 0,
    end: bytes.length,
    offset: 0,
    from: 0,
    to: bytes.length,
    whole: true,
  };
  return detector.scan({ bytes, slices: [slice] }).matches;
}

const PASSWORD = '«${password:16}»';
const TOKEN = '«${w:40}»';

const SAMPLES: readonly Sample[] = [
  {
    path: 'srv/.env',
    text: `NODE_ENV=production\nPORT=3000\nDB_HOST=db.internal\nDB_USER=shop\nDB_PASSWORD=«\${w:18}7»\nexport MAIL_PASS='${PASSWORD}'\nSESSION_TTL_SECONDS=86400\n`,
    severities: ['high', 'high'],
  },
  {
    path: 'srv/.env.production.local',
    text: `PUBLIC_URL=https://shop.example.com\nWEATHER_API_KEY=«\${w:32}»\nFEATURE_TOKENS_ENABLED=true\n`,
    severities: ['high'],
  },
  {
    path: 'srv/config/application.yml',
    text: `spring:\n  datasource:\n    url: jdbc:postgresql://db:5432/shop\n    username: shop\n    password: ${PASSWORD}\n  mail:\n    password: \${MAIL_PASSWORD}\n`,
    severities: ['high'],
  },
  {
    path: 'srv/appsettings.Production.json',
    text: `{\n  "Logging": { "LogLevel": { "Default": "Information" } },\n  "ConnectionStrings": {\n    "Shop": "Server=sql.internal;Database=Shop;User Id=sa;Password=«\${w:16}»;Encrypt=True"\n  },\n  "Smtp": { "Host": "mx.internal", "Password": "«\${w:14}-7»" }\n}\n`,
    severities: ['high', 'high'],
  },
  {
    path: 'etc/shop/config.toml',
    text: `[server]\nlisten = "0.0.0.0:8080"\n\n[database]\nuser = "shop"\npassword = "«\${w:18}4»"\n\n[oauth]\nclient_id = "shop-web"\nclient_secret = "${TOKEN}"\n`,
    severities: ['high', 'high'],
  },
  {
    path: 'etc/shop/shop.ini',
    text: `[smtp]\nhost = mx.internal\nuser = shop\n; the password of the relay\npassword = ${PASSWORD}\nauth_method = plain\n`,
    severities: ['high'],
  },
  {
    path: 'srv/app/application.properties',
    text: `server.port=8443\nserver.ssl.key-store=/etc/shop/web.p12\nserver.ssl.key-store-password=«\${w:15}3»\nspring.datasource.password=«\${w:17}5»\npassword.reset.url=https://shop.internal/reset\n`,
    severities: ['high', 'high'],
  },
  {
    path: 'etc/shop/datasource.xml',
    text: `<?xml version="1.0"?>\n<config>\n  <property name="username" value="shop"/>\n  <property name="password" value="«\${w:14}3»"/>\n  <mail><password>«\${w:16}8»</password></mail>\n</config>\n`,
    severities: ['high', 'high'],
  },
  {
    path: 'infra/terraform.tfvars',
    text: `region      = "eu-central-1"\ndb_username = "shop"\ndb_password = "«\${w:18}2»"\n`,
    severities: ['high'],
  },
  {
    path: 'infra/main.tf',
    text: `resource "aws_db_instance" "shop" {\n  engine   = "postgres"\n  username = "shop"\n  password = "«\${w:18}2»"\n}\n\nresource "aws_db_instance" "b" {\n  password = var.db_password\n}\n`,
    severities: ['high'],
  },
  {
    path: 'infra/terraform.tfstate',
    text: `{\n  "version": 4,\n  "lineage": "\${uuid}",\n  "resources": [\n    { "type": "random_password", "name": "db", "instances": [ { "attributes": { "bcrypt_hash": "$2a$10$\${w:53}", "length": 20, "password": "«\${w:19}6»" } } ] }\n  ]\n}\n`,
    severities: ['high'],
  },
  {
    path: 'srv/Dockerfile',
    text: `FROM node:24\nARG NPM_TOKEN\nENV DB_PASSWORD=«\${w:18}9»\nRUN curl -fsSL -u ci-bot:«\${w:20}» https://nexus.internal/app.tgz -o app.tgz\nCMD ["node", "server.js"]\n`,
    severities: ['high', 'high'],
  },
  {
    path: 'root/.bashrc',
    text: `export EDITOR=vim\nexport PATH="$HOME/bin:$PATH"\nexport INTERNAL_ACCESS_TOKEN=${TOKEN}\nalias ll='ls -l'\n`,
    severities: ['high'],
  },
  {
    path: 'root/.bash_history',
    text: `ls -la\nmysql -u root -p«\${w:13}8» shop < init.sql\nPGPASSWORD=«\${w:16}» psql -h db.internal -U app\ndocker login -u ci -p «\${w:24}» registry.internal\nexit\n`,
    severities: ['high', 'high', 'critical'],
  },
  {
    path: 'root/.netrc',
    text: `machine git.internal\n  login ci-bot\n  password «\${w:24}»\nmachine api.internal login shop password «\${w:30}»\n`,
    severities: ['high', 'high'],
  },
  {
    path: 'root/.npmrc',
    text: `registry=https://registry.internal/\nalways-auth=true\n//registry.internal/:_auth=«\${base64:ci-bot:\${w:20}}»\nemail=dev@shop.internal\n`,
    severities: ['critical'],
  },
  {
    path: 'root/.pypirc',
    text: `[distutils]\nindex-servers =\n    internal\n\n[internal]\nrepository = https://pypi.internal/\nusername = ci\npassword = «\${w:20}»\n`,
    severities: ['critical'],
  },
  {
    path: 'root/.pgpass',
    text: `# hostname:port:database:username:password\ndb.internal:5432:prod:app:«\${w:18}»\n`,
    severities: ['high'],
  },
  {
    path: 'root/.my.cnf',
    text: `[client]\nuser = root\npassword = «\${w:16}»\nhost = db.internal\n`,
    severities: ['high'],
  },
  {
    path: 'root/.git-credentials',
    text: `https://ci-bot:«\${w:24}»@git.internal\nhttps://me@other.internal\n`,
    severities: ['critical'],
  },
  {
    path: 'root/.docker/config.json',
    text: `{\n  "auths": {\n    "registry.internal": { "auth": "«\${base64:ci-bot:\${w:20}}»" }\n  },\n  "credsStore": ""\n}\n`,
    severities: ['critical'],
  },
  {
    path: 'root/.kube/config',
    text: `apiVersion: v1\nkind: Config\nclusters:\n- name: prod\n  cluster:\n    server: https://k8s.internal:6443\nusers:\n- name: ci\n  user:\n    token: ${TOKEN}\n`,
    severities: ['critical'],
  },
  {
    path: 'root/.m2/settings.xml',
    text: `<settings>\n  <servers>\n    <server>\n      <id>nexus</id>\n      <username>ci</username>\n      <password>«\${w:16}»</password>\n    </server>\n  </servers>\n</settings>\n`,
    severities: ['high'],
  },
  {
    path: 'srv/NuGet.config',
    text: `<configuration>\n  <packageSourceCredentials>\n    <acme>\n      <add key="Username" value="ci" />\n      <add key="ClearTextPassword" value="«\${w:20}»" />\n    </acme>\n  </packageSourceCredentials>\n</configuration>\n`,
    severities: ['high'],
  },
  {
    path: 'var/www/html/wp-config.php',
    text: `<?php\ndefine( 'DB_NAME', 'shop' );\ndefine( 'DB_USER', 'shop' );\ndefine( 'DB_PASSWORD', '«\${w:16}»' );\ndefine( 'DB_HOST', 'db' );\ndefine( 'AUTH_KEY',         '«\${w:40}|\${w:23}»' );\n$table_prefix = 'wp_';\n`,
    severities: ['high', 'medium'],
  },
  {
    path: 'srv/config/secrets.yml',
    text: `development:\n  secret_key_base: <%= ENV["SECRET_KEY_BASE"] %>\nproduction:\n  secret_key_base: «\${h:128}»\n`,
    severities: ['high'],
  },
  {
    path: 'srv/config/database.yml',
    text: `production:\n  adapter: postgresql\n  database: shop_production\n  username: shop\n  password: "«\${w:14}6»"\n  pool: 5\n`,
    severities: ['high'],
  },
  { path: 'srv/config/master.key', text: '«${h:32}»\n', severities: ['high'] },
  {
    path: 'srv/shop/settings.py',
    text: `import os\n\nDEBUG = False\nSECRET_KEY = '«\${a:25}^\${a:12}*\${a:11}»'\nDATABASES = {\n    'default': {\n        'ENGINE': 'django.db.backends.postgresql',\n        'USER': 'shop',\n        'PASSWORD': '«\${w:18}8»',\n        'HOST': os.environ.get('DB_HOST', 'db'),\n    }\n}\nAUTH_PASSWORD_VALIDATORS = [\n    {'NAME': 'django.contrib.auth.password_validation.MinimumLengthValidator'},\n]\n`,
    severities: ['high', 'high'],
  },
  {
    path: 'root/.config/gcloud/application_default_credentials.json',
    text: `{\n  "client_id": "\${d:12}-\${a:32}.apps.googleusercontent.com",\n  "client_secret": "«d-\${w:22}»",\n  "refresh_token": "«1//0\${u:90}»",\n  "type": "authorized_user"\n}\n`,
    severities: ['high', 'critical'],
  },
  {
    path: 'root/.azure/msal_token_cache.json',
    text: `{"RefreshToken": {"x": {"secret": "«1.AX8B\${u:200}»", "credential_type": "RefreshToken", "environment": "login.microsoftonline.com"}}}\n`,
    severities: ['high'],
  },
  {
    path: 'root/.config/doctl/config.yaml',
    text: 'access-token: «${h:64}»\ncontext: default\noutput: text\n',
    severities: ['critical'],
  },
  {
    path: 'root/.config/hcloud/cli.toml',
    text: `active_context = "prod"\n\n[[contexts]]\n  name = "prod"\n  token = "«\${w:64}»"\n`,
    severities: ['critical'],
  },
];

describe('configuration files', () => {
  it.each(SAMPLES.map((sample) => [sample.path, sample] as const))(
    '%s: each secret as such, nothing else',
    (path, sample) => {
      for (const seed of [1, 2, 3]) {
        const marked = expandExample(sample.text, `${path} ${String(seed)}`);
        const expected = [...marked.matchAll(MARKED)].map((match) => match[1]);
        const matches = scan(path, Buffer.from(marked.replace(MARKED, '$1')));
        expect(matches.map(({ secret }) => secret)).toEqual(expected);
        expect(matches.map(({ severity }) => severity)).toEqual(sample.severities);
      }
    },
  );

  it('finds both halves of an AWS key as one finding', () => {
    const text = expandExample(
      '[default]\naws_access_key_id = AKIA${B:16}\naws_secret_access_key = ${b:40}\n',
      'aws',
    );
    const [id, secret] = [...text.matchAll(/ = (\S+)/g)].map((match) => match[1]);
    const matches = scan('root/.aws/credentials', Buffer.from(text));
    expect(matches).toHaveLength(1);
    expect(matches[0]?.severity).toBe('critical');
    expect(matches[0]?.parts.map(({ value }) => value).sort()).toEqual([id, secret].sort());
  });

  it('finds the key of a Heroku login in .netrc once', () => {
    const text = expandExample(
      'machine api.heroku.com\n  login dev@acme.test\n  password ${uuid}\n',
      'heroku',
    );
    const matches = scan('root/.netrc', Buffer.from(text));
    expect(matches.map(({ secret }) => secret)).toEqual([/password (\S+)/.exec(text)?.[1]]);
  });

  it('reads the service account around its key', () => {
    const text = expandExample('${token:gcp-service-account-json}', 'gcp');
    const matches = scan('srv/key.json', Buffer.from(text));
    expect(matches.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['gcp-service-account-key', 'critical'],
    ]);
    expect(matches[0]?.notes.join()).toMatch(/service account of project [a-z]/);
  });

  // The first bytes of each kind, and content that says nothing.
  it.each([
    ['etc/ssl/private/web.p12', '3082099b02010330820955'],
    ['srv/keys/upload.jks', 'feedfeed000000020000000100000001'],
    ['root/passwords.kdbx', '03d9a29a67fb4bb500000400'],
  ])('finds %s by its name and first bytes', (path, magic) => {
    const body = Buffer.concat([Buffer.from(magic, 'hex'), randomBytes(400, 1)]);
    expect(scan(path, body)).toHaveLength(1);
    expect(scan(path, Buffer.from('not what its name says, but a text\n'))).toEqual([]);
  });

  it('is silent where configuration refers to secrets that are kept elsewhere', () => {
    const files: Readonly<Record<string, string>> = {
      'srv/.env.example':
        'DB_PASSWORD=\nAPI_KEY=your-api-key\nJWT_SECRET=change-me\nSMTP_PASSWORD=<password>\n',
      'srv/docker-compose.yml':
        'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: postgres\n      POSTGRES_PASSWORD: postgres\n      PGPASSFILE: /run/secrets/pgpass\n      APP_PASSWORD: ${APP_PASSWORD:?missing}\n',
      'srv/values.yaml':
        'auth:\n  existingSecret: shop-credentials\n  secretKeys:\n    adminPasswordKey: postgres-password\n  password: ""\n  username: shop\nimagePullSecrets: []\n',
      'srv/deployment.yaml':
        'env:\n- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: shop-database\n      key: password\n',
      'srv/package-lock.json': `{"packages":{"node_modules/a":{"version":"1.0.0","integrity":"sha512-${'Qz7'.repeat(28)}=="}}}`,
      'srv/messages.properties':
        'login.password=Password\nlogin.password.hint=At-least-12-characters\nlogin.forgotPassword=Forgot-your-password?\n',
      'srv/openapi.json':
        '{"components":{"securitySchemes":{"token":{"type":"http","scheme":"bearer","bearerFormat":"JWT"}}},"password":{"type":"string","format":"password"}}',
      'etc/pam.d/common.conf':
        'password requisite pam_pwquality.so retry=3\npassword [success=1 default=ignore] pam_unix.so obscure yescrypt\n',
    };
    for (const [path, text] of Object.entries(files))
      expect([path, scan(path, Buffer.from(text))]).toEqual([path, []]);
  });
});
