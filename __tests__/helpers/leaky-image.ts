import { createHash } from 'node:crypto';
import { fakeTokens } from '../../scripts/example.mjs';
import { dockerLegacyFiles, packFiles, type TestImage } from './archive.js';

/** A build context, the image that was built from it, and all the secrets that were planted in both. */
export interface LeakyProject {
  /** Path in the checkout, contents. */
  readonly files: Readonly<Record<string, string>>;
  /** As `docker save` writes it. */
  readonly archive: Buffer;
  /** Raw: must be in nothing that is sent or printed. */
  readonly planted: readonly string[];
}

export const REFERENCE = 'registry.example.com/acme/shop:ci';
export const DOCKERFILE = 'shop/Dockerfile';

const tokens = fakeTokens(11);
const others = fakeTokens(12);
const yetOthers = fakeTokens(13);
/** With characters that a URL or a form has to encode. */
const AWS_SECRET = `${tokens.awsSecret.slice(0, 18)}/+${tokens.awsSecret.slice(20)}`;
const PASSWORD = `${tokens.password}/!${others.password}`;

/**
 * A project that leaks in all the ways that a report has to quote without telling: in files (deleted ones too), in the
 * image's variables, labels and history, in a file's name, encoded, and in the Dockerfile itself.
 * @param shiftedBy so many lines stand above the secrets that did not stand there before
 */
export function leakyProject({ shiftedBy = 0, reference = REFERENCE } = {}): LeakyProject {
  const dockerfile = [
    'FROM scratch',
    `ARG NPM_TOKEN=${tokens.npm}`,
    'WORKDIR /srv',
    'COPY . .',
    'RUN rm .env',
    `ENV DATABASE_URL=postgres://shop:${encodeURIComponent(PASSWORD)}@db.internal:5432/shop`,
    `LABEL deploy.key="${others.npm}"`,
    'CMD ["node", "server.js"]',
    '',
  ].join('\n');
  const above = '# moved\n'.repeat(shiftedBy);
  const key = privateKey();
  const context = {
    '.env': `${above}OPENAI_API_KEY=${tokens.openai}\nLOG_LEVEL=info\n`,
    'deploy/credentials': `${above}[default]\naws_access_key_id = ${tokens.awsId}\naws_secret_access_key = ${AWS_SECRET}\n`,
    'deploy/secret.yaml': kubernetesSecret(others.openai),
    'deploy/id_ed25519': key,
    [`backup/${yetOthers.npm}.txt`]: `token: ${yetOthers.npm}\n`,
    'server.js': "console.log('open for business');\n",
  };
  const files = { Dockerfile: dockerfile, ...context };
  const env = /^ENV (.*)$/m.exec(dockerfile)?.[1] ?? '';
  const image: TestImage = {
    tag: reference,
    layers: [
      {
        entries: Object.entries(files).map(([name, content]) => ({ path: `srv/${name}`, content })),
      },
      { entries: [{ path: 'srv/.wh..env', content: '' }] },
    ],
    config: {
      config: {
        Env: [env],
        Labels: { 'deploy.key': others.npm },
        WorkingDir: '/srv',
        Cmd: ['node', 'server.js'],
      },
      history: [
        { created_by: 'COPY . . # buildkit' },
        { created_by: `RUN |1 NPM_TOKEN=${tokens.npm} /bin/sh -c rm .env # buildkit` },
        { created_by: `ENV ${env}`, empty_layer: true },
        { created_by: `LABEL deploy.key=${others.npm}`, empty_layer: true },
      ],
    },
  };
  return {
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`shop/${name}`, text])),
    archive: archiveOf(image),
    planted: [
      ...[tokens.openai, tokens.awsId, AWS_SECRET, tokens.npm],
      ...[PASSWORD, encodeURIComponent(PASSWORD)],
      ...[others.openai, others.npm, yetOthers.npm],
      ...key.split('\n').filter((line) => line !== '' && !line.startsWith('-')),
    ],
  };
}

/** A project with one leak that one line of the Dockerfile is to blame for. */
export function copyingProject(): LeakyProject {
  const dockerfile =
    'FROM scratch\nCOPY server.js /srv/\nCOPY .env /srv/.env\nCMD ["node", "/srv/server.js"]\n';
  const files = { 'server.js': '', '.env': `OPENAI_API_KEY=${tokens.openai}\n` };
  const image: TestImage = {
    tag: REFERENCE,
    layers: Object.entries(files).map(([name, content]) => ({ entries: [{ path: `srv/${name}`, content }] })),
    config: {
      history: [
        { created_by: 'COPY server.js /srv/ # buildkit' },
        { created_by: 'COPY .env /srv/.env # buildkit' },
        { created_by: 'CMD ["node" "/srv/server.js"]', empty_layer: true },
      ],
    },
  };
  return {
    files: { [DOCKERFILE]: dockerfile, 'shop/server.js': '', 'shop/.env': files['.env'] },
    archive: archiveOf(image),
    planted: [tokens.openai],
  };
}

/**
 * Thousands of secrets, each on its own line: most of them in the build context alone, which is less severe; a hundred
 * in the image as well, behind all the others.
 */
export function crowdedProject(count: number, inImage: number): LeakyProject {
  const found = Array.from({ length: count }, (_, index) => fakeTokens(1000 + index).npm);
  const lines = found.map((token) => `token: ${token}\n`);
  const worst = lines.slice(-inImage).join('');
  const image: TestImage = {
    tag: REFERENCE,
    layers: [{ entries: [{ path: 'srv/worst.yaml', content: worst }] }],
    config: { history: [{ created_by: 'COPY worst.yaml /srv/ # buildkit' }] },
  };
  return {
    files: {
      [DOCKERFILE]: 'FROM scratch\nCOPY worst.yaml /srv/\n',
      'shop/all.yaml': lines.slice(0, -inImage).join(''),
      'shop/worst.yaml': worst,
    },
    archive: archiveOf(image),
    planted: found,
  };
}

/** A bundled script of one line, with a secret in the middle and one at its end. */
export function longLineProject(bytes: number): LeakyProject {
  const half = 'a=[1,2,3];'.repeat(bytes / 20);
  const script = `${half}k="${tokens.openai}";${half}npm_token="${tokens.npm}"`;
  const image: TestImage = {
    tag: REFERENCE,
    layers: [{ entries: [{ path: 'srv/bundle.js', content: script }] }],
    config: { history: [{ created_by: 'COPY bundle.js /srv/ # buildkit' }] },
  };
  return {
    files: { [DOCKERFILE]: 'FROM scratch\nCOPY bundle.js /srv/\n', 'shop/bundle.js': script },
    archive: archiveOf(image),
    planted: [tokens.openai, tokens.npm],
  };
}

/** One secret so many times, on lines of their own and all on one. */
export function repeatedProject(times: number): LeakyProject {
  const lines = `npm_token=${tokens.npm}\n`.repeat(times);
  const files = { 'many.txt': lines, 'one.js': lines.replaceAll('\n', ';') };
  const image: TestImage = {
    tag: REFERENCE,
    layers: [{ entries: Object.entries(files).map(([name, content]) => ({ path: `srv/${name}`, content })) }],
    config: { history: [{ created_by: 'COPY . /srv/ # buildkit' }] },
  };
  return {
    files: {
      [DOCKERFILE]: 'FROM scratch\nCOPY . /srv/\n',
      'shop/many.txt': files['many.txt'],
      'shop/one.js': files['one.js'],
    },
    archive: archiveOf(image),
    planted: [tokens.npm],
  };
}

/** The same image, put right. */
export function cleanProject(): LeakyProject {
  const dockerfile = 'FROM scratch\nWORKDIR /srv\nCOPY . .\nCMD ["node", "server.js"]\n';
  const server = "console.log('open for business');\n";
  const image: TestImage = {
    tag: REFERENCE,
    layers: [{ entries: [{ path: 'srv/server.js', content: server }] }],
    config: { history: [{ created_by: 'COPY . . # buildkit' }] },
  };
  return {
    files: { [DOCKERFILE]: dockerfile, 'shop/server.js': server },
    archive: archiveOf(image),
    planted: [],
  };
}

/** Two images in one archive that share a secret; one has another besides. */
export function leakyPair(): LeakyProject {
  const env = `OPENAI_API_KEY=${tokens.openai}\n`;
  const npmrc = `//registry.npmjs.org/:_authToken=${tokens.npm}\n`;
  const config = { history: [{ created_by: 'COPY . /srv/ # buildkit' }] };
  const shop: TestImage = {
    tag: REFERENCE,
    layers: [{ entries: [{ path: 'srv/.env', content: env }] }],
    config,
  };
  const worker: TestImage = {
    tag: REFERENCE.replace('shop:', 'worker:'),
    layers: [
      {
        entries: [
          { path: 'srv/.env', content: env },
          { path: 'srv/.npmrc', content: npmrc },
        ],
      },
    ],
    config,
  };
  return {
    files: { [DOCKERFILE]: 'FROM scratch\nCOPY . /srv/\n', 'shop/.env': env, 'shop/.npmrc': npmrc },
    archive: archiveOf(shop, worker),
    planted: [tokens.openai, tokens.npm],
  };
}

/** As `docker save` of Docker 24 and older writes it. */
export function archiveOf(...images: readonly TestImage[]): Buffer {
  return packFiles(dockerLegacyFiles(images));
}

function kubernetesSecret(value: string): string {
  const data = Buffer.from(value).toString('base64');
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  openai-api-key: ${data}\n`;
}

/** An Ed25519 key in PKCS #8 (RFC 8410), always the same. */
function privateKey(): string {
  const seed = createHash('sha256').update('drydock acceptance').digest();
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  const label = ['PRIVATE', 'KEY'].join(' ');
  return `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;
}
