import type {
  Coverage,
  Finding,
  InstructionRef,
  Occurrence,
  Report,
  ReportLayer,
  Target,
  Verdict,
} from '../../src/model/report.js';

/** Builders of reports for tests: whole by default, every field to be overridden. */

export function makeReport(
  overrides: Partial<Omit<Report, 'target' | 'coverage' | 'verdict'>> & {
    readonly target?: Partial<Target>;
    readonly coverage?: Partial<Coverage>;
    readonly verdict?: Partial<Verdict>;
  } = {},
): Report {
  const findings = overrides.findings ?? [];
  const count = (severity: Finding['severity']): number =>
    findings.filter((f) => f.severity === severity).length;
  return {
    schema: 'drydock/report/1',
    tool: { name: 'drydock', version: '0.1.0', rules: 312 },
    layers: [],
    findings,
    allowances: { findings: 0, expired: [], unused: [] },
    baseline: null,
    ...overrides,
    target: {
      reference: 'shop:ci',
      imageId: `sha256:${'1f2e3d4c5b6a7988'.repeat(4)}`,
      platform: 'linux/amd64',
      kind: 'docker-save',
      ...overrides.target,
    },
    coverage: {
      complete: true,
      bytes: 1_312_400_112,
      files: 55_010,
      layers: 12,
      skipped: [],
      ...overrides.coverage,
    },
    verdict: {
      outcome: 'pass',
      failOn: 'high',
      gate: 'own',
      counts: {
        critical: count('critical'),
        high: count('high'),
        medium: count('medium'),
        low: count('low'),
      },
      ...overrides.verdict,
    },
  };
}

export function makeFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    fingerprint: '4be1a0c25f7d9e13',
    rule: 'openai-api-key',
    title: 'OpenAI API key',
    provider: 'OpenAI',
    severity: 'critical',
    redacted: 'sk-proj-Pt…mUhd',
    parts: [],
    owner: 'own',
    verification: 'not-checked',
    notes: [],
    occurrences: [makeOccurrence()],
    remedy: {
      summary: 'Keep srv/.env out of the build context.',
      steps: [
        'Add `.env` to .dockerignore.',
        'Give the key to the container when it starts, not to the image.',
      ],
      revokeUrl: 'https://platform.openai.com/api-keys',
    },
    allowed: null,
    baseline: null,
    ...overrides,
  };
}

export function makeOccurrence(overrides: Partial<Occurrence> = {}): Occurrence {
  return {
    in: 'layer',
    path: 'srv/.env',
    line: 2,
    column: 16,
    layer: 3,
    state: 'present',
    hiddenBy: null,
    encoding: [],
    instruction: makeInstruction(),
    source: null,
    allowed: null,
    ...overrides,
  };
}

export function makeInstruction(overrides: Partial<InstructionRef> = {}): InstructionRef {
  return { file: 'Dockerfile', line: 7, endLine: 7, text: 'COPY . .', ...overrides };
}

export function makeLayer(overrides: Partial<ReportLayer> = {}): ReportLayer {
  return {
    index: 0,
    diffId: `sha256:${'a1'.repeat(32)}`,
    digest: null,
    sizeBytes: 78_100_000,
    files: 3412,
    createdBy: '/bin/sh -c #(nop) ADD file:5c2e in / ',
    origin: 'base',
    instruction: null,
    ...overrides,
  };
}

/** A blocked image of which more is allowed or known than blocks, and entries that do nothing. */
export function makePolicyReport(): Report {
  return makeReport({
    findings: [
      makeFinding({ fingerprint: 'aaaaaaaaaaaaaaaa', baseline: 'new' }),
      makeFinding({
        fingerprint: 'bbbbbbbbbbbbbbbb',
        baseline: 'new',
        allowed: {
          by: 'config',
          file: '.drydock.yml',
          line: 12,
          reason: 'a key of the sandbox',
          expires: '2026-12-31',
        },
      }),
      makeFinding({
        fingerprint: 'cccccccccccccccc',
        baseline: 'new',
        allowed: { by: 'comment', file: 'app/settings.py', line: 4, reason: 'an example', expires: null },
      }),
      makeFinding({ fingerprint: 'dddddddddddddddd', baseline: 'known' }),
    ],
    allowances: {
      findings: 2,
      expired: [
        { file: '.drydock.yml', line: 20, reason: 'until the vendor rotates', expires: '2026-01-31' },
      ],
      unused: [{ file: '.drydock.yml', line: 30, reason: 'an old fixture', expires: null }],
    },
    baseline: {
      file: '.drydock-baseline',
      known: 1,
      new: 1,
      fixed: [{ fingerprint: 'eeeeeeeeeeeeeeee', rule: 'npm-access-token', path: 'root/.npmrc' }],
    },
    verdict: { outcome: 'blocked' },
  });
}

/** Nothing outside of layers has a line, a layer or a state. */
const OUTSIDE = { layer: null, line: null, column: null, state: null } as const;

/**
 * A blocked image with everything that a report can hold: every severity, owner, place and state, pairs, encodings,
 * notes, many occurrences, a layer that could not be read to its end.
 */
export function makeRichReport(overrides: Parameters<typeof makeReport>[0] = {}): Report {
  const npmRun = makeInstruction({
    line: 12,
    endLine: 15,
    text: 'RUN --mount=type=cache,target=/root/.npm npm config set //registry.npmjs.org/:_authToken=npm_…3xQk && npm ci --omit=dev && npm cache clean --force',
  });
  const findings: Finding[] = [
    makeFinding({
      verification: 'live',
      notes: ['checksum fits'],
      occurrences: [
        makeOccurrence({ state: 'deleted', hiddenBy: 6, source: { file: '.env', line: 2 } }),
        makeOccurrence({
          in: 'config',
          path: 'Env/OPENAI_API_KEY',
          ...OUTSIDE,
          instruction: makeInstruction({ line: 9, endLine: 9, text: 'ENV OPENAI_API_KEY=sk-proj-Pt…mUhd' }),
        }),
        makeOccurrence({ in: 'history', path: 'history/9', ...OUTSIDE, instruction: null }),
        makeOccurrence({
          in: 'context',
          path: 'deploy/.env.production',
          line: 4,
          column: 20,
          layer: null,
          state: null,
          instruction: null,
        }),
      ],
    }),
    makeFinding({
      fingerprint: 'a90c3be1720d44f8',
      rule: 'aws-access-key',
      title: 'AWS access key',
      provider: 'Amazon Web Services',
      redacted: 'AKIA…BYVS',
      parts: [
        { name: 'key ID', redacted: 'AKIA…BYVS' },
        { name: 'secret', redacted: 'ioDn…IqfE' },
      ],
      notes: ['account 123456789012'],
      occurrences: [
        makeOccurrence({
          path: 'srv/app/settings.py',
          line: 31,
          column: 22,
          source: { file: 'app/settings.py', line: 31 },
        }),
        makeOccurrence({ path: 'srv/app/__pycache__/settings.cpython-312.pyc', line: 1, column: 4011 }),
      ],
      remedy: {
        summary: 'Let the workload get short-lived credentials from its role.',
        steps: [
          'Delete the two lines from app/settings.py.',
          'Attach a role to the task that runs the image.',
        ],
        revokeUrl: 'https://console.aws.amazon.com/iam/home#/security_credentials',
      },
    }),
    makeFinding({
      fingerprint: '70d2c4aa19b5e6f3',
      rule: 'npm-access-token',
      title: 'npm access token',
      provider: 'npm',
      severity: 'high',
      redacted: 'npm_…3xQk',
      occurrences: [
        makeOccurrence({
          path: 'root/.npmrc',
          line: 1,
          column: 35,
          layer: 5,
          instruction: npmRun,
          state: 'overwritten',
          hiddenBy: 7,
        }),
        makeOccurrence({ in: 'history', path: 'history/12', ...OUTSIDE, instruction: npmRun }),
      ],
      remedy: {
        summary: 'Mount the token while the line runs, so that it is never written to a layer.',
        steps: [
          'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=dev',
          'docker build --secret id=npmrc,src=$HOME/.npmrc .',
        ],
        revokeUrl: 'https://www.npmjs.com/settings/~/tokens',
      },
    }),
    makeFinding({
      fingerprint: '19e5f3b67c02d8aa',
      rule: 'database-url-password',
      title: 'Password in a database URL',
      provider: 'PostgreSQL',
      severity: 'high',
      redacted: '…',
      occurrences: [
        makeOccurrence({
          path: 'srv/k8s/secret.yaml',
          line: 9,
          column: 17,
          encoding: ['base64'],
          source: { file: 'k8s/secret.yaml', line: 9 },
        }),
        ...Array.from({ length: 9 }, (_, index) =>
          makeOccurrence({
            path: `srv/k8s/overlays/region-${index + 1}/secret.yaml`,
            line: 9,
            column: 17,
            encoding: ['base64'],
          }),
        ),
      ],
      remedy: {
        summary: 'Keep srv/.env out of the build context.',
        steps: [
          'Add `.env` to .dockerignore.',
          'Give the key to the container when it starts, not to the image.',
        ],
        revokeUrl: null,
      },
    }),
    makeFinding({
      fingerprint: 'c7720d44f8a90c3b',
      rule: 'json-web-token',
      title: 'JSON web token',
      provider: 'Generic',
      severity: 'medium',
      redacted: 'eyJhbGciOi…x2Fk',
      notes: ['signed with HS256', 'no expiry'],
      occurrences: [
        makeOccurrence({
          path: 'srv/lib/app.jar!/BOOT-INF/classes/application.properties',
          line: 14,
          column: 9,
          layer: 4,
        }),
      ],
      remedy: {
        summary: 'Remove the token from application.properties and build again.',
        steps: [],
        revokeUrl: null,
      },
    }),
    makeFinding({
      fingerprint: '5b6a79881f2e3d4c',
      rule: 'private-key',
      title: 'Private key',
      provider: 'Generic',
      severity: 'high',
      redacted: '-----BEGIN RSA PRIVATE KEY-----…',
      owner: 'base',
      notes: ['RSA, 2,048 bits, not encrypted'],
      occurrences: [
        makeOccurrence({
          path: 'etc/ssl/private/ssl-cert-snakeoil.key',
          line: 1,
          column: 1,
          layer: 1,
          instruction: null,
        }),
      ],
      remedy: { summary: 'Use a newer base image.', steps: ['docker pull debian:12'], revokeUrl: null },
    }),
    makeFinding({
      fingerprint: 'd44f8a90c3be1720',
      rule: 'private-key',
      title: 'Private key',
      provider: 'Generic',
      severity: 'low',
      redacted: '-----BEGIN EC PRIVATE KEY-----…',
      owner: 'package',
      notes: ['a well-known test key'],
      occurrences: [
        makeOccurrence({
          path: 'usr/lib/python3/dist-packages/cryptography/test/keys/ec.pem',
          line: 1,
          column: 1,
          layer: 2,
          instruction: null,
        }),
      ],
      remedy: { summary: 'Nothing to do: the package publishes it.', steps: [], revokeUrl: null },
    }),
  ];
  const skipped = [
    { path: 'var/backups/dump.sql.gz', layer: 4, reason: 'gzip data ends early', bytes: 12_400_000 },
    {
      path: 'srv/uploads/archive.zip!/photos.zip',
      layer: 4,
      reason: 'nested more than 4 levels deep',
      bytes: 0,
    },
  ];
  return makeReport({
    layers: [
      makeLayer(),
      makeLayer({
        index: 1,
        createdBy: 'RUN /bin/sh -c apt-get update && apt-get install -y ssl-cert # buildkit',
        sizeBytes: 31_900_000,
        files: 2204,
      }),
      makeLayer({
        index: 2,
        origin: 'own',
        createdBy: 'RUN /bin/sh -c apt-get install -y python3-cryptography # buildkit',
        sizeBytes: 212_000_000,
        files: 9120,
        instruction: makeInstruction({
          line: 4,
          endLine: 4,
          text: 'RUN apt-get install -y python3-cryptography',
        }),
      }),
      makeLayer({
        index: 3,
        origin: 'own',
        createdBy: 'COPY . . # buildkit',
        sizeBytes: 1_204_224,
        files: 214,
        instruction: makeInstruction(),
      }),
      makeLayer({
        index: 4,
        origin: 'own',
        createdBy: 'RUN /bin/sh -c ./gradlew bootJar # buildkit',
        sizeBytes: 88_431_104,
        files: 31,
        instruction: makeInstruction({ line: 8, endLine: 8, text: 'RUN ./gradlew bootJar' }),
      }),
      makeLayer({
        index: 5,
        origin: 'own',
        createdBy: 'RUN /bin/sh -c npm ci # buildkit',
        sizeBytes: 901_000_000,
        files: 40_027,
        instruction: npmRun,
      }),
      makeLayer({
        index: 6,
        origin: 'own',
        createdBy: 'RUN /bin/sh -c rm -f .env # buildkit',
        sizeBytes: 1536,
        files: 0,
        instruction: makeInstruction({ line: 18, endLine: 18, text: 'RUN rm -f .env' }),
      }),
      makeLayer({
        index: 7,
        origin: 'own',
        createdBy: 'COPY npmrc.public /root/.npmrc # buildkit',
        sizeBytes: 3072,
        files: 1,
        instruction: makeInstruction({ line: 19, endLine: 19, text: 'COPY npmrc.public /root/.npmrc' }),
      }),
    ],
    findings,
    ...overrides,
    coverage: { complete: false, layers: 8, skipped, ...overrides.coverage },
    verdict: { outcome: 'blocked', ...overrides.verdict },
  });
}
