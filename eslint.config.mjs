// @ts-check
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { plugin as drydock } from './scripts/walls.mjs';

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', '.cache/', '__tests__/fixtures/']),
  js.configs.recommended,
  // Bytes are this program's subject, control characters among them.
  { rules: { 'no-control-regex': 'off' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A number in a template reads the same as its String(); anything else there is a mistake.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    plugins: { drydock },
    rules: { 'drydock/walls': 'error', 'no-console': 'error' },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/action.ts', 'src/cli.ts', 'src/workers/worker.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Program > ExpressionStatement',
          message: 'Nothing runs on import: only the entries may do something at the top.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts'],
    rules: {
      // `expect(items[0]!.path)`: where the item is missing, the test fails with a clear message of its own.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        require: 'readonly',
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
      },
    },
  },
);
