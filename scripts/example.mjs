// @ts-check
/**
 * A small leaky project for `npm start` and for trying things out. Every credential in it is fake, and is put together
 * here from a seed, so that no whole token stands in a file of this repository.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/**
 * Tokens with the public structure of real ones.
 *
 * @param {number} seed
 */
export function fakeTokens(seed) {
  let count = 0;
  /** @param {string} alphabet @param {number} length */
  const pick = (alphabet, length) => {
    let text = '';
    while (text.length < length) {
      const digest = createHash('sha256').update(`drydock example ${seed} ${count++}`).digest();
      for (const byte of digest) text += alphabet[byte % alphabet.length] ?? '';
    }
    return text.slice(0, length);
  };
  const body = pick(BASE62, 30);
  return {
    openai: `sk-${'proj'}-${pick(BASE62, 74)}${'T3Blbk'}FJ${pick(BASE62, 74)}`,
    awsId: `AK${'IA'}${pick(BASE32, 16)}`,
    awsSecret: pick(BASE62, 40),
    npm: `npm${'_'}${body}${crc32Base62(body)}`,
    password: pick(BASE62, 20),
  };
}

/**
 * The last six characters of npm's and GitHub's tokens: the CRC-32 of the random part, in base 62.
 *
 * @param {string} body
 */
function crc32Base62(body) {
  let crc = 0xffffffff;
  for (const byte of Buffer.from(body, 'latin1')) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  let digits = '';
  for (let i = 0; i < 6; i++) {
    digits = (BASE62[rest % 62] ?? '') + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}

/**
 * The example's build context and Dockerfile: a key baked in by COPY, one that a later layer deletes, and a token
 * handed in as a build argument.
 *
 * @param {string} base the image to build on
 * @param {number} seed
 */
export function leakyProject(base, seed = 1) {
  const tokens = fakeTokens(seed);
  return {
    dockerfile: [
      `FROM ${base}`,
      'ARG NPM_TOKEN',
      'WORKDIR /srv',
      'COPY . .',
      'RUN test -n "$NPM_TOKEN"',
      'RUN rm .env',
      `ENV DATABASE_URL=postgres://shop:${tokens.password}@db.internal:5432/shop`,
      'CMD ["node", "server.js"]',
      '',
    ].join('\n'),
    files: {
      '.env': `OPENAI_API_KEY=${tokens.openai}\nLOG_LEVEL=info\n`,
      'deploy/credentials': `[default]\naws_access_key_id = ${tokens.awsId}\naws_secret_access_key = ${tokens.awsSecret}\n`,
      'server.js': "console.log('open for business');\n",
    },
    buildArgs: { NPM_TOKEN: tokens.npm },
  };
}

/**
 * The same project as `docker save` of Docker 24 and older writes it, for machines without an engine.
 *
 * @param {string} archive the file to write
 * @param {string} reference
 */
export async function writeLeakyArchive(archive, reference, seed = 1) {
  const { create } = await import('tar');
  const { dockerfile, files, buildArgs } = leakyProject('scratch', seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'drydock-example-'));
  const options = { cwd: folder, portable: true, mtime: new Date(0) };
  try {
    const project = path.join(folder, 'rootfs', 'srv');
    writeFiles(project, { Dockerfile: dockerfile, ...files });
    const deletion = path.join(folder, 'deletion', 'srv');
    writeFiles(deletion, { '.wh..env': '' });
    const layers = [];
    for (const [name, root] of /** @type {const} */ ([
      ['1/layer.tar', 'rootfs'],
      ['2/layer.tar', 'deletion'],
    ])) {
      mkdirSync(path.join(folder, path.dirname(name)));
      await create({ ...options, cwd: path.join(folder, root), file: path.join(folder, name) }, ['srv']);
      layers.push(name);
    }
    const config = imageConfig(
      layers.map((name) => readFileSync(path.join(folder, name))),
      dockerfile,
      buildArgs,
    );
    const configName = `${createHash('sha256').update(config).digest('hex')}.json`;
    writeFileSync(path.join(folder, configName), config);
    writeFileSync(
      path.join(folder, 'manifest.json'),
      JSON.stringify([{ Config: configName, RepoTags: [reference], Layers: layers }]),
    );
    await create({ ...options, file: archive }, [...layers, configName, 'manifest.json']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {readonly Uint8Array[]} layers
 * @param {string} dockerfile
 * @param {Readonly<Record<string, string>>} buildArgs
 */
function imageConfig(layers, dockerfile, buildArgs) {
  const args = Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`);
  const env = /^ENV (.*)$/m.exec(dockerfile)?.[1] ?? '';
  return JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    config: { Env: [env], WorkingDir: '/srv', Cmd: ['node', 'server.js'] },
    rootfs: {
      type: 'layers',
      diff_ids: layers.map((tar) => `sha256:${createHash('sha256').update(tar).digest('hex')}`),
    },
    history: [
      { created_by: '/bin/sh -c #(nop) COPY dir:0 in . ' },
      { created_by: `|${args.length} ${args.join(' ')} /bin/sh -c rm .env` },
      { created_by: `/bin/sh -c #(nop)  ENV ${env}`, empty_layer: true },
    ],
  });
}

/**
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} files path, contents
 */
function writeFiles(folder, files) {
  for (const [name, contents] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, contents);
  }
}
