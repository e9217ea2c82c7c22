// Where credentials stand in images: each writes one into a text as people and programs do. A token may have several
// lines (a key). `name` is an environment variable's (`MISTRAL_API_KEY`); a section and a key are made of it.
import { gzipSync } from 'node:zlib';

/** `mistralApiKey` */
function camel(name) {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/** `mistral` and `api_key` of `MISTRAL_API_KEY`: the words of the provider end where those of the credential begin. */
function sectionAndKey(name) {
  const words = name.toLowerCase().split('_');
  const at = words.findIndex((word, index) => index > 0 && CREDENTIAL_WORDS.has(word));
  const cut = at < 1 ? 1 : at;
  return { section: words.slice(0, cut).join('_'), key: words.slice(cut).join('_') || 'key' };
}

const CREDENTIAL_WORDS = new Set(
  'api app application access account admin auth client consumer key license private project secret service signing token user upload write'.split(
    ' ',
  ),
);

const isLong = (token) => token.includes('\n');
const escapeLines = (token) => token.replaceAll('\n', '\\n');
const indent = (token, by) => token.split('\n').join(`\n${' '.repeat(by)}`);
const xml = (token) => token.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const python = (token) => (isLong(token) ? `"""${token}\n"""` : JSON.stringify(token));
const needsQuotes = (token) => !/^[\w./+=:@%-]+$/.test(token) || /^[-.%@]|: |:$/.test(token);

/** What Python's marshal format writes before a string. */
function marshalHead(token) {
  const { length } = token;
  return length < 256
    ? Buffer.from([0x7a, length])
    : Buffer.from([0x61, length & 0xff, (length >> 8) & 0xff, 0, 0]);
}

/** A file of settings, with neighbours that are none of ours. */
function dotenv(name, token, variant) {
  const quoted = isLong(token) || needsQuotes(token) || variant === 1;
  const value = quoted ? `"${escapeLines(token).replaceAll('"', '\\"')}"` : token;
  return `NODE_ENV=production\nPORT=8080\n${variant === 2 ? 'export ' : ''}${name}=${value}\nLOG_LEVEL=info\n`;
}

function yamlScalar(token, by) {
  if (isLong(token)) return `|\n${' '.repeat(by)}${indent(token, by)}`;
  return needsQuotes(token) ? `'${token.replaceAll("'", "''")}'` : token;
}

/**
 * `main` are those of the acceptance; a header is written only for tokens that say what they are.
 * `variant` is 0, 1 or 2. Each gives the text and the path of its file, or null where it has no such form.
 */
export const SURROUNDINGS = [
  {
    id: 'dotenv',
    main: true,
    write: (name, token, variant) => ({ path: 'srv/app/.env', text: dotenv(name, token, variant) }),
  },
  {
    id: 'Python',
    main: true,
    write: (name, token, variant) => {
      const { section, key } = sectionAndKey(name);
      const uses = [
        `${name} = ${python(token)}`,
        `os.environ["${name}"] = ${python(token)}`,
        `client = ${section}.Client(\n    ${key}=${python(token)},\n    timeout=30,\n)`,
      ];
      return {
        path: 'srv/app/settings.py',
        text: `import os\n\nDEBUG = False\n${uses[variant]}\nRETRIES = 3\n`,
      };
    },
  },
  {
    id: 'JSON',
    main: true,
    write: (name, token, variant) => {
      const { section, key } = sectionAndKey(name);
      const values = [
        { port: 8080, [camel(name)]: token, debug: false },
        { env: { [name]: token, HOME: '/srv' } },
        { [section]: { region: 'eu', [camel(key)]: token } },
      ];
      const text = JSON.stringify(values[variant], null, variant === 1 ? undefined : 2);
      return { path: 'srv/app/config.json', text };
    },
  },
  {
    id: 'YAML',
    main: true,
    write: (name, token, variant) => {
      const { section, key } = sectionAndKey(name);
      const texts = [
        `services:\n  web:\n    environment:\n      ${name}: ${yamlScalar(token, 8)}\n      PORT: 8080\n`,
        `${section}:\n  region: eu\n  ${key}: ${yamlScalar(token, 4)}\nlog: info\n`,
        `env:\n  - name: PORT\n    value: "8080"\n  - name: ${name}\n    value: ${yamlScalar(token, 6)}\n`,
      ];
      return { path: 'srv/app/config.yaml', text: texts[variant] };
    },
  },
  {
    id: 'shell script',
    main: true,
    write: (name, token, variant) => {
      const quoted = `'${token}'`;
      const texts = [
        `export ${name}=${quoted}\n`,
        `${name}="${token.replaceAll('$', '\\$').replaceAll('"', '\\"')}" ./serve --port 8080\n`,
        `docker run -e ${name}=${quoted} -p 80:8080 shop\n`,
      ];
      return { path: 'usr/local/bin/start.sh', text: `#!/bin/sh\nset -eu\n${texts[variant]}exec ./serve\n` };
    },
  },
  {
    id: 'minified JavaScript',
    main: true,
    write: (name, token, variant) => {
      const literal = isLong(token) ? `\`${token}\`` : JSON.stringify(token);
      const { section, key } = sectionAndKey(name);
      const uses = [
        `a={${camel(name)}:${literal},b:!0}`,
        `var n=Object.freeze({NODE_ENV:"production",${name}:${literal}})`,
        `s=r.${section}({${camel(key)}:${literal}})`,
      ];
      const text = `!function(e,t){var r=t(1);function o(e){return e&&e.a?e.b:void 0}${uses[variant]};return o(r)}(this,function(e){return e});`;
      return { path: 'srv/app/dist/main.js', text };
    },
  },
  {
    id: 'Dockerfile',
    write: (name, token, variant) => {
      const value = isLong(token) || needsQuotes(token) ? JSON.stringify(token) : token;
      const lines = [`ENV ${name}=${value}`, `ENV ${name} ${value}`, `ARG ${name}=${value}`];
      return {
        path: 'srv/app/Dockerfile',
        text: `FROM alpine:3.22\nRUN apk add curl\n${lines[variant]}\nCMD ["/serve"]\n`,
      };
    },
  },
  {
    id: 'Java properties',
    write: (name, token, variant) => {
      const dotted = name.toLowerCase().replaceAll('_', '.');
      const value = escapeLines(token);
      return {
        path: 'srv/app/application.properties',
        text: `server.port=8080\n${dotted}${variant === 1 ? ' = ' : '='}${value}\nlogging.level=INFO\n`,
      };
    },
  },
  {
    id: 'TOML',
    write: (name, token, variant) => {
      const { section, key } = sectionAndKey(name);
      const value = isLong(token) ? `"""\n${token}\n"""` : JSON.stringify(token);
      const line = variant === 0 ? `${name.toLowerCase()} = ${value}` : `[${section}]\n${key} = ${value}`;
      return { path: 'srv/app/config.toml', text: `[server]\nport = 8080\n\n${line}\n` };
    },
  },
  {
    id: 'XML',
    write: (name, token, variant) => {
      const texts = [
        `<${camel(name)}>${xml(token)}</${camel(name)}>`,
        `<add key="${name}" value="${xml(token)}" />`,
        `<property name="${name.toLowerCase().replaceAll('_', '.')}" value="${xml(token)}"/>`,
      ];
      return {
        path: 'srv/app/settings.xml',
        text: `<?xml version="1.0"?>\n<configuration>\n  <port>8080</port>\n  ${texts[variant]}\n</configuration>\n`,
      };
    },
  },
  {
    id: 'HTTP header',
    anchoredOnly: true,
    write: (_name, token, variant) => {
      if (isLong(token) || token.includes('"')) return null;
      const texts = [
        `GET /v1/orders HTTP/1.1\nHost: api.example.com\nAuthorization: Bearer ${token}\nAccept: */*\n`,
        `curl -sS -H "Authorization: Bearer ${token}" https://api.example.com/v1/orders\n`,
        `headers = {"X-Api-Token": "${token}", "Accept": "application/json"}\n`,
      ];
      return { path: 'srv/app/requests.http', text: texts[variant] };
    },
  },
  {
    id: 'log line',
    write: (name, token, variant) => {
      if (isLong(token)) return null;
      const texts = [
        `2026-03-01T08:00:00Z INFO starting with ${name}=${token}\n`,
        `{"level":"info","msg":"environment","${name}":${JSON.stringify(token)}}\n`,
        `[08:00:00] DEBUG env: ${name}='${token}' retries=3\n`,
      ];
      return { path: 'var/log/app.log', text: texts[variant] };
    },
  },
  {
    id: 'Go',
    write: (name, token, variant) => {
      if (isLong(token) || token.includes('`')) return null;
      const { section, key } = sectionAndKey(name);
      const uses = [
        `const ${camel(name)} = ${JSON.stringify(token)}`,
        `var ${camel(name)} string = \`${token}\``,
        `func main() { ${section}.New(&${section}.Config{${camel(key)}: ${JSON.stringify(token)}}) }`,
      ];
      return { path: 'srv/app/main.go', text: `package main\n\n${uses[variant]}\n` };
    },
  },
  {
    id: 'INI',
    write: (name, token, variant) => {
      if (isLong(token)) return null;
      const { section, key } = sectionAndKey(name);
      const lines = [
        `${name.toLowerCase()} = ${token}`,
        `[${section}]\r\n${key}=${token}\r`,
        `[DEFAULT]\n${name}=${token}`,
      ];
      return { path: 'srv/app/app.ini', text: `[server]\nport = 8080\n\n${lines[variant]}\n` };
    },
  },
  {
    id: 'Terraform',
    write: (name, token, variant) => {
      if (isLong(token)) return null;
      const value = JSON.stringify(token).replaceAll('${', '$${');
      const key = name.toLowerCase();
      const files = [
        { path: 'srv/app/terraform.tfvars', text: `region = "eu"\n${key.padEnd(30)} = ${value}\n` },
        {
          path: 'srv/app/variables.tf',
          text: `variable "${key}" {\n  type    = string\n  default = ${value}\n}\n`,
        },
        { path: 'srv/app/main.tf', text: `locals {\n  env = {\n    ${name} = ${value}\n  }\n}\n` },
      ];
      return files[variant];
    },
  },
  {
    id: 'Compose list',
    write: (name, token, variant) => {
      if (isLong(token)) return null;
      const entries = [`- ${name}=${token}`, `- "${name}=${token}"`, `- '${name}=${token}'`];
      if (/["'\\]/.test(token)) return null;
      return {
        path: 'srv/app/docker-compose.yml',
        text: `services:\n  web:\n    image: shop\n    environment:\n      - PORT=8080\n      ${entries[variant]}\n`,
      };
    },
  },
  {
    id: 'Kubernetes Secret',
    write: (name, token, variant) => {
      const value = Buffer.from(token).toString('base64');
      const fields = [
        `data:\n  ${name}: ${value}`,
        `stringData:\n  ${name}: ${yamlScalar(token, 4)}`,
        `data:\n  port: ODA4MA==\n  ${name}: "${value}"`,
      ];
      return {
        path: 'srv/app/secret.yaml',
        text: `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ntype: Opaque\n${fields[variant]}\n`,
      };
    },
  },
  {
    id: 'workflow',
    write: (name, token, variant) => {
      if (isLong(token) || token.includes("'")) return null;
      const steps = [
        `- run: npm publish\n        env:\n          ${name}: '${token}'`,
        `- run: |\n          export ${name}='${token}'\n          npm publish`,
        `- run: echo "${name}=${token}" >> $GITHUB_ENV`,
      ];
      return {
        path: 'srv/app/.github/workflows/ci.yml',
        text: `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      ${steps[variant]}\n`,
      };
    },
  },
  {
    id: 'notebook',
    write: (name, token, variant) => {
      const lines = [
        `${name} = ${python(token)}\n`,
        `os.environ["${name}"] = ${python(token)}\n`,
        `%env ${name}=${token}\n`,
      ];
      if (variant === 2 && isLong(token)) return null;
      const cell = { cell_type: 'code', metadata: {}, outputs: [], source: ['import os\n', lines[variant]] };
      return { path: 'srv/app/train.ipynb', text: JSON.stringify({ cells: [cell], nbformat: 4 }, null, 1) };
    },
  },
  {
    id: 'shell history',
    write: (name, token, variant) => {
      if (isLong(token) || token.includes("'")) return null;
      const lines = [
        `export ${name}='${token}'`,
        `${name}='${token}' ./serve`,
        `echo ${name}='${token}' >> .env`,
      ];
      return { path: 'root/.bash_history', text: `cd /srv\n${lines[variant]}\nls -la\n` };
    },
  },
  {
    id: 'query of a URL',
    anchoredOnly: true,
    write: (_name, token, variant) => {
      if (isLong(token)) return null;
      const query = ['token', 'api_key', 'access_token'][variant];
      const url = `https://api.shop.internal/v1/orders?${query}=${encodeURIComponent(token)}&page=2`;
      return { path: 'srv/app/links.txt', text: `see\n${url}\n` };
    },
  },
  {
    id: 'binary file',
    anchoredOnly: true,
    write: (_name, token, variant) => {
      const bytes = [
        // Text of a program or a database, between bytes of no meaning.
        Buffer.concat([Buffer.from([0, 1, 0xff, 0]), Buffer.from(token), Buffer.from([0, 0, 0x80])]),
        // A string of Python's bytecode, with its type and length before it, and the next object right behind it.
        Buffer.concat([marshalHead(token), Buffer.from(token), Buffer.from('N)')]),
        // A record of SQLite: the columns one after another.
        Buffer.concat([
          Buffer.from([3, 0x17, 0x81, 0x0d]),
          Buffer.from('token\t'),
          Buffer.from(token),
          Buffer.from([0]),
        ]),
      ];
      const path = variant === 1 ? 'srv/app/__pycache__/settings.cpython-312.pyc' : 'srv/app/state.bin';
      return { path, bytes: bytes[variant] };
    },
  },
  {
    id: 'UTF-16',
    anchoredOnly: true,
    write: (name, token, variant) => ({
      path: 'srv/app/settings.reg',
      bytes: Buffer.from(
        `\ufeff[shop]\r\n${dotenv(name, token, variant).replaceAll('\n', '\r\n')}`,
        'utf16le',
      ),
    }),
  },
  {
    id: 'base64 of a .env',
    // Settings of different lengths before it: base64 differs by the position modulo three.
    write: (name, token, variant) => ({
      path: 'srv/app/secret.txt',
      text: `${Buffer.from(`A=${'1'.repeat(variant + 1)}\n${dotenv(name, token, variant)}`).toString('base64')}\n`,
    }),
  },
  {
    id: 'encoded settings',
    write: (name, token, variant) => {
      const text = dotenv(name, token, variant);
      const base64 = (bytes) => Buffer.from(bytes).toString('base64');
      const forms = [base64(base64(text)), base64(gzipSync(text)), Buffer.from(text).toString('hex')];
      return { path: 'srv/app/config.yaml', text: `settings: ${forms[variant]}\nport: 8080\n` };
    },
  },
  {
    id: 'escaped JSON',
    write: (name, token, variant) => {
      const json = JSON.stringify({ port: 8080, [name]: token });
      const forms = [
        JSON.stringify({ body: JSON.stringify({ body: json }) }),
        `payload=${encodeURIComponent(json)}&x=1`,
        `<div data-props="${xml(json)}"></div>`,
      ];
      return { path: 'srv/app/state.json', text: `${forms[variant]}\n` };
    },
  },
];
