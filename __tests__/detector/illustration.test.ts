import { describe, expect, it } from '@jest/globals';
import { Detector } from '../../src/detector/index.js';
import { isIllustration, isSystemDocumentation } from '../../src/detector/illustration.js';
import { loadBundledRules } from '../../src/rules/bundled.js';
import { expandExample } from '../../src/rules/examples.js';

describe('isIllustration', () => {
  it.each([
    'srv/app/tests/settings.py',
    'srv/node_modules/a/__tests__/login.js',
    'usr/share/doc/shop/config.yml',
    'go/src/auth_test.go',
    'src/login.spec.ts',
    'src/test_login.py',
    'srv/.env.example',
    'srv/sample.env',
    'apis/iam-2010-05-08.examples.json',
    'iam/2010-05-08/examples-1.json',
    'README.md',
    'site-packages/PyJWT-2.6.0.dist-info/METADATA',
    'lib/datasync.d.ts',
    'testdata/config.json',
    'srv/lang/fr.json',
    'public/openapi.v1.yaml',
    'WEB-INF/classes/messages_pt_BR.properties',
  ])('%s shows', (path) => {
    expect(isIllustration(path)).toBe(true);
  });

  it.each([
    'srv/.env',
    'srv/.env.test',
    'config/application_eu.properties',
    'srv/latest/config.yml',
    'srv/contest/config.yml',
    'etc/nginx/conf.d/shop.example.com.conf',
    'etc/default/docker',
    'root/.bash_history',
    'srv/attest.json',
    'Env/TEST_PASSWORD',
    'Env/EXAMPLE_KEY',
    'history/3',
  ])('%s configures', (path) => {
    expect(isIllustration(path)).toBe(false);
  });

  it('knows where packages install what is to be read', () => {
    expect(isSystemDocumentation('usr/share/doc/docker-doc/reference/swarm.md')).toBe(true);
    expect(isSystemDocumentation('srv/usr/share/doc.md')).toBe(false);
  });
});

describe('where a secret stands', () => {
  const detector = new Detector(loadBundledRules());
  const secretOf = (template: string) => expandExample(template, 'illustration');
  const scan = (path: string, text: string) => {
    const bytes = Buffer.from(text);
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
    return detector
      .scan({ bytes, slices: [slice] })
      .matches.map(({ severity, notes }) => `${severity}: ${notes.join('; ')}`);
  };

  it('lowers a password in an example, and says so', () => {
    const text = `password: ${secretOf('${w:18}7')}\n`;
    expect(scan('srv/config.yml', text)).toEqual(['high: ']);
    expect(scan('srv/examples/config.yml', text)).toEqual(['low: in documentation, an example or a test']);
    expect(scan('usr/share/doc/shop/config.yml', text)).toEqual(['low: in documentation of the system']);
  });

  it('leaves a token of a known format as bad as it is in a test', () => {
    const text = `TOKEN = "${secretOf('${token:github-pat}')}"\n`;
    expect(scan('srv/tests/login.py', text)).toEqual(['critical: checksum fits']);
  });

  it('lowers what the manual in a docstring assigns', () => {
    const text = `EXAMPLES = r'''\n- shop:\n    datadog_api_key: ${secretOf('${h:32}')}\n'''\n`;
    expect(scan('srv/shop/monitor.py', text)).toEqual(['low: in a comment or documentation']);
    expect(scan('srv/shop/monitor.yml', text)).toEqual(['high: ']);
  });

  it('lowers a password that is guessed first', () => {
    expect(scan('srv/.env', `DB_PASSWORD=${['P@ssw0rd', '123'].join('')}\n`)).toEqual([
      'low: a password that is guessed first',
    ]);
  });

  it('takes no field of an ARN for an assignment', () => {
    expect(
      scan(
        'srv/config.json',
        '{"arn": "arn:aws:secretsmanager:eu-west-1:012345678901:secret:shop/db-a1B2c3D4e5"}',
      ),
    ).toEqual([]);
  });

  it('takes no later word of a list for an assignment', () => {
    expect(scan('srv/config.py', `NAMES = ['host', 'password', 'x9TimeoutMs77']\n`)).toEqual([]);
    expect(
      scan('srv/config.py', `os.environ.setdefault('DB_PASSWORD', '${secretOf('${w:18}7')}')\n`),
    ).toEqual(['high: ']);
  });
});
