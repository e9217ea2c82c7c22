import { RE2JS } from 're2js';
import { entropy } from '../../src/detector/entropy.js';

/** A Gitleaks rule as the tests write it. */
export interface TestRule {
  readonly id: string;
  readonly regex: string;
  readonly keywords?: readonly string[];
  readonly secretGroup?: number;
  readonly entropy?: number;
  readonly path?: string;
  readonly allowlists?: readonly TestAllowlist[];
}

export interface TestAllowlist {
  readonly condition?: 'AND' | 'OR';
  readonly regexTarget?: 'match' | 'line';
  readonly paths?: readonly string[];
  readonly regexes?: readonly string[];
  readonly stopwords?: readonly string[];
  readonly commits?: readonly string[];
}

/** `path:line rule`; allowed findings are apart. */
export interface Expected {
  readonly found: readonly string[];
  readonly allowed: readonly string[];
}

/** What Gitleaks does with rules and files, by its documentation: what an import must come to. */
export function scanLikeGitleaks(
  rules: readonly TestRule[],
  allowlists: readonly TestAllowlist[],
  files: Readonly<Record<string, string>>,
): Expected {
  const found = new Set<string>();
  const allowed = new Set<string>();
  for (const [path, text] of Object.entries(files)) {
    for (const rule of rules) {
      const { keywords = [] } = rule;
      if (rule.path !== undefined && !finds(rule.path, path)) continue;
      if (keywords.length > 0 && !keywords.some((word) => text.toLowerCase().includes(word.toLowerCase())))
        continue;
      const matcher = RE2JS.compile(rule.regex).matcher(text);
      while (matcher.find()) {
        const group = rule.secretGroup ?? (matcher.groupCount() > 0 ? 1 : 0);
        const secret = matcher.group(group) ?? '';
        if (rule.entropy !== undefined && entropy(secret) <= rule.entropy) continue;
        const at = matcher.start(group);
        const finding = {
          path,
          secret,
          match: matcher.group() ?? '',
          line: text.split('\n')[text.slice(0, at).split('\n').length - 1] ?? '',
        };
        const name = `${path}:${String(text.slice(0, at).split('\n').length)} ${rule.id}`;
        const isAllowed = [...allowlists, ...(rule.allowlists ?? [])].some((list) => allows(list, finding));
        (isAllowed ? allowed : found).add(name);
      }
    }
  }
  return { found: [...found].sort(), allowed: [...allowed].sort() };
}

function finds(pattern: string, text: string): boolean {
  return RE2JS.compile(pattern).matcher(text).find();
}

function allows(
  list: TestAllowlist,
  finding: Readonly<Record<'path' | 'secret' | 'match' | 'line', string>>,
): boolean {
  const { paths, regexes, stopwords, commits } = list;
  const conditions = [
    ...(paths === undefined ? [] : [paths.some((pattern) => finds(pattern, finding.path))]),
    ...(regexes === undefined
      ? []
      : [regexes.some((pattern) => finds(pattern, finding[list.regexTarget ?? 'secret']))]),
    ...(stopwords === undefined
      ? []
      : [stopwords.some((word) => finding.secret.toLowerCase().includes(word))]),
    // Files of an image have no commit.
    ...(commits === undefined ? [] : [false]),
  ];
  return list.condition === 'AND' ? conditions.every(Boolean) : conditions.some(Boolean);
}

/** Writes a configuration as TOML. */
export function toToml(rules: readonly TestRule[], allowlists: readonly TestAllowlist[], head = ''): string {
  const value = (item: unknown): string =>
    typeof item === 'string'
      ? `'''${item}'''`
      : Array.isArray(item)
        ? `[${item.map(value).join(', ')}]`
        : String(item);
  const table = (name: string, entries: object): string =>
    [
      `[[${name}]]`,
      ...Object.entries(entries).flatMap(([key, item]) =>
        key === 'allowlists' ? [] : [`${key} = ${value(item)}`],
      ),
      '',
    ].join('\n');
  return [
    head,
    ...rules.flatMap((rule) => [
      table('rules', rule),
      ...(rule.allowlists ?? []).map((list) => table('rules.allowlists', list)),
    ]),
    ...allowlists.map((list) => table('allowlists', list)),
  ].join('\n');
}
