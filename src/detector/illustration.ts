const FOLDERS = new RegExp(
  '(?:^|/)(?:tests?|testing|__tests?__|unit[-_]?tests?|specs?|e2e|test[-_]?(?:data|cases?|suite|resources|vectors)|molecule|' +
    '(?:__)?(?:fixtures?|mocks?)(?:__)?|examples?|samples?|demos?|docs?|documentation|man|javadoc|tutorials?|locales?|i18n|l10n|lang|translations?|' +
    'ansible_collections/[^/]+/[^/]+/(?:playbooks|plugins))/',
  'i',
);

/** Of a file's name alone, in lower case. */
const NAMES = new RegExp(
  [
    /[._-](?:tests?|spec|fixtures?|mocks?)\.[a-z0-9]{1,5}$/, // auth_test.go, login.spec.ts
    /^(?:test_.*|conftest)\.[a-z]{1,5}$/,
    /(?:^|[._-])(?:examples?|samples?)(?!\.(?:com|org|net)\b)(?:[._-]|$)/, // .env.example, iam-2010-05-08.examples.json
    /[._-](?:template|dist|in)(?:\.[a-z0-9]{1,5})?$/,
    /\.(?:md|mdx|markdown|rst|adoc|texi|info|pod|d\.[cm]?ts|[1-8](?:\.gz)?|po|pot|mo)$/,
    /^(?:swagger|openapi)[\w.-]*\.(?:json|ya?ml)$/, // what an API takes, with examples of it
    // the texts of a Java program: messages_pt_br.properties
    /^(?:messages|validationmessages|labels?|strings|texts|translations?|resources?|localstrings|bundle|i18n)(?:_[a-z]{2}(?:_[a-z]{2})?)?\.properties$/,
    /^(?:readme|changelog|changes|news|pkg-info|metadata)(?:\.[a-z]{1,5})?$/,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/** Addresses in the image config, whose last part is the name of a variable or a label. */
const IMAGE_CONFIG = /^(?:Env|Labels|history|OnBuild)\//;

/**
 * Whether a file shows rather than configures, judged by its path: tests, fixtures, examples, documentation. What stands
 * there for a password is, as a rule, made up; but people do test with real keys, so nothing is dropped for its path.
 */
export function isIllustration(path: string): boolean {
  if (IMAGE_CONFIG.test(path)) return false;
  return FOLDERS.test(path) || NAMES.test(path.slice(path.lastIndexOf('/') + 1).toLowerCase());
}

/** The Filesystem Hierarchy Standard keeps these for what packages install to be read. */
const SYSTEM_DOCUMENTATION = /(?:^|\/)usr\/(?:local\/)?share\/(?:doc|man|info|gtk-doc|javadoc|help)\//;

/** Whether a file is documentation that came with a package of the system, where nobody keeps a secret of any kind. */
export function isSystemDocumentation(path: string): boolean {
  return SYSTEM_DOCUMENTATION.test(path);
}

const SOURCE_CODE =
  /\.(?:py|pyc|pyi|pyx|rb|pl|pm|go|rs|java|kt|scala|c|h|cc|cpp|hpp|cs|m|php|lua|r|jl|exs?|erl|hs|swift)$/i;

/** Whether a file is code of a language that quotes its texts: `name: value` without quotes is a comment or a manual. */
export function isQuotingCode(path: string): boolean {
  return SOURCE_CODE.test(path);
}
