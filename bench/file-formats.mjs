// Credentials that are recognised by the file they stand in: kind, path, text, and the secret that stands where the text says
// SECRET (as JSON writes it, in a `.json` file). `${…}` are the generators of docs/rules.md.

const FILES = [
  [
    'GCP service account',
    'srv/key.json',
    '{"type": "service_account", "project_id": "shop", "private_key_id": "${h:40}", "private_key": "SECRET", "client_email": "ci@shop.iam.gserviceaccount.com"}',
    '${token:pem-pkcs8}',
  ],
  [
    'GCP user credentials',
    'root/.config/gcloud/application_default_credentials.json',
    '{"client_id": "${d:12}-${a:32}.apps.googleusercontent.com", "client_secret": "d-${u:22}", "refresh_token": "SECRET", "type": "authorized_user"}',
    '1//0${u:98}',
  ],
  [
    'AWS credentials',
    'root/.aws/credentials',
    '[default]\naws_access_key_id = ${token:aws-key-id}\naws_secret_access_key = SECRET\n',
    '${b:40}',
  ],
  [
    'Docker registry login',
    'root/.docker/config.json',
    '{"auths": {"https://index.docker.io/v1/": {"auth": "SECRET"}}}',
    '${token:docker-auth}',
  ],
  ['npm older token', 'root/.npmrc', '//registry.npmjs.org/:_authToken=SECRET\n', '${uuid}'],
  [
    'npm basic login',
    'root/.npmrc',
    '//npm.internal/:_password=SECRET\n//npm.internal/:username=ci\n',
    '${base64:${w:20}}',
  ],
  ['netrc login', 'root/.netrc', 'machine git.internal\n  login ci\n  password SECRET\n', '${w:20}'],
  ['PyPI login', 'root/.pypirc', '[pypi]\nusername = shop\npassword = SECRET\n', '${w:20}'],
  [
    'Maven server',
    'root/.m2/settings.xml',
    '<settings><servers><server><id>nexus</id><username>ci</username><password>SECRET</password></server></servers></settings>',
    '${w:18}',
  ],
  [
    'NuGet source',
    'root/.nuget/NuGet.Config',
    '<configuration><packageSourceCredentials><shop><add key="Username" value="ci" /><add key="ClearTextPassword" value="SECRET" /></shop></packageSourceCredentials></configuration>',
    '${w:18}',
  ],
  [
    'Gradle repository',
    'srv/build.gradle',
    'maven {\n  url "https://nexus.internal"\n  credentials {\n    username = "ci"\n    password = "SECRET"\n  }\n}\n',
    '${w:18}',
  ],
  [
    'kubeconfig client key',
    'root/.kube/config',
    'users:\n- name: admin\n  user:\n    client-key-data: ${base64:SECRET}\n',
    '${token:pem-ec}',
  ],
  [
    'Kubernetes Secret',
    'srv/secret.yaml',
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  STRIPE_KEY: ${base64:SECRET}\n',
    'sk_live_${w:24}',
  ],
  [
    'Kubernetes Secret of a password',
    'srv/secret.yaml',
    'apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  password: ${base64:SECRET}\n',
    '${password:18}',
  ],
  [
    'Kubernetes bootstrap token',
    'srv/kubeadm.yaml',
    'bootstrapTokens:\n- groups:\n  - system:bootstrappers\n  token: SECRET\n',
    '${a:6}.${a:16}',
  ],
  [
    'WireGuard key',
    'etc/wireguard/wg0.conf',
    '[Interface]\nAddress = 10.0.0.2/32\nPrivateKey = SECRET\n',
    '${base64:${w:32}}',
  ],
  ['PuTTY key', 'root/key.ppk', 'SECRET', '${token:putty}'],
  ['password hash', 'etc/shadow', 'root:SECRET:19800:0:99999:7:::\n', '$6$${w:16}$${w:86}'],
  ['htpasswd entry', 'etc/nginx/.htpasswd', 'ci:SECRET\n', '$apr1$${w:8}$${w:22}'],
  [
    'FileZilla password',
    'root/.config/filezilla/sitemanager.xml',
    '<Server><Host>ftp.internal</Host><User>ci</User><Pass encoding="base64">SECRET</Pass></Server>',
    '${base64:${w:16}}',
  ],
  ['curl login', 'srv/fetch.sh', 'curl -fsS -u ci:SECRET https://files.internal/shop.tgz\n', '${w:20}'],
  ['Fly.io token in full', 'srv/deploy.sh', 'export FLY_API_TOKEN="SECRET"\n', '${token:fly}'],
  [
    'Alibaba pair',
    'srv/app.yaml',
    'oss:\n  accessKeyId: LTAI${w:20}\n  accessKeySecret: SECRET\n',
    '${w:30}',
  ],
  [
    'Coinbase key',
    'srv/cdp_api_key.json',
    '{"name": "organizations/${uuid}/apiKeys/${uuid}", "privateKey": "SECRET"}',
    '${token:pem-ec}',
  ],
  ['Twilio account', 'srv/sms.py', 'client = Client("AC${h:32}", "SECRET")\n', '${h:32}'],
];

export const FILE_FORMATS = FILES.map(([kind, path, text, secret]) => ({ kind, path, text, secret }));
