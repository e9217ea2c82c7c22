// @ts-check
/**
 * Tests are ES modules, because @actions/core, exec and github are published as nothing else.
 * Jest runs these only with NODE_OPTIONS=--experimental-vm-modules, which the npm scripts set.
 *
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  // dist/ has no tests, and a package.json of its own in a build under .cache would collide in the module map.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/'],
  extensionsToTreatAsEsm: ['.ts'],
  // TypeScript writes './x.js' for ./x.ts. Packages are left alone: only relative paths are mapped, and only from our files
  // (a package's own './x.js' has no .ts beside it, so the second choice takes it).
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 30_000,
};
