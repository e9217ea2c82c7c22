/** The version that `--version`, the reports and SARIF name. A test holds it equal to package.json's. */
export const VERSION = '0.1.0';
