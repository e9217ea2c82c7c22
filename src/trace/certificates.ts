import { createHash, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { FileCertificate } from '../model/match.js';

/** What the certificates in the image tell of a private key. */
export interface KeyUse {
  /** For people, one for each certificate of the key, those that matter most first. */
  readonly notes: readonly string[];
  /** A public authority vouches for it today: whoever has the key can pass for the host that browsers trust. */
  readonly isPubliclyTrusted: boolean;
}

/** A certificate that parsed, with what is asked of it. */
interface ParsedCertificate {
  readonly certificate: X509Certificate;
  readonly paths: string[];
  /** SHA-256 of its SubjectPublicKeyInfo, in lower-case hex. */
  readonly spkiSha256: string;
  readonly validFrom: number;
  readonly validTo: number;
}

/** Parsing one takes 50 µs; an image with more of them is a collection of test data. */
const MAX_CERTIFICATES = 20_000;
const MAX_NOTES = 3;
/** Longer than any path from a certificate to its root in use (RFC 5280 gives no limit). */
const MAX_CHAIN = 8;

/**
 * Authorities whose certificates are issued under a name that no root in Node's list has: of organisations that are
 * cross-signed or have changed their name since.
 */
const OTHER_AUTHORITIES = [
  "Let's Encrypt",
  'Google Trust Services',
  'ZeroSSL',
  'Entrust, Inc.',
  'Entrust Limited',
  'Apple Inc.',
  'Cloudflare, Inc.',
  'cPanel, LLC',
  'Corporation Service Company',
  'GEANT Vereniging',
  'Gandi SAS',
];

/**
 * Matches private keys with certificates by their public half.
 * @param keys the keys' public halves: SHA-256 of the SubjectPublicKeyInfo, in lower-case hex
 * @param now milliseconds since 1970
 * @param roots PEM of the roots that browsers trust; only tests give others than Node's own
 * @returns only those keys that have a certificate
 */
export function matchCertificates(
  keys: Iterable<string>,
  certificates: readonly FileCertificate[],
  now: number,
  roots: readonly string[] = rootCertificates,
): ReadonlyMap<string, KeyUse> {
  const uses = new Map<string, KeyUse>();
  const wanted = new Set(keys);
  if (wanted.size === 0 || certificates.length === 0) return uses;
  const parsed = parseAll(certificates);
  let trust: Trust | null = null;
  for (const key of wanted) {
    const own = parsed.filter(({ spkiSha256 }) => spkiSha256 === key);
    if (own.length === 0) continue;
    trust ??= new Trust(parsed, roots);
    const told = own.map((entry) => {
      const isValid = entry.validFrom <= now && now <= entry.validTo;
      return { entry, isTrusted: isValid && (trust?.isPublic(entry.certificate) ?? false) };
    });
    told.sort((a, b) => Number(b.isTrusted) - Number(a.isTrusted) || b.entry.validTo - a.entry.validTo);
    const notes = told.slice(0, MAX_NOTES).map(({ entry }) => describe(entry, now));
    if (told.length > MAX_NOTES) notes.push(`key of ${told.length - MAX_NOTES} more certificates`);
    uses.set(key, { notes, isPubliclyTrusted: told.some(({ isTrusted }) => isTrusted) });
  }
  return uses;
}

/** One for each certificate, wherever it stands. What does not parse is none. */
function parseAll(certificates: readonly FileCertificate[]): ParsedCertificate[] {
  const byText = new Map<string, ParsedCertificate | null>();
  for (const { base64, path } of certificates.slice(0, MAX_CERTIFICATES)) {
    const known = byText.get(base64);
    if (known === undefined) byText.set(base64, parse(base64, path));
    else if (known !== null && !known.paths.includes(path)) known.paths.push(path);
  }
  return [...byText.values()].filter((entry) => entry !== null);
}

function parse(base64: string, path: string): ParsedCertificate | null {
  try {
    const certificate = new X509Certificate(Buffer.from(base64, 'base64'));
    const spki = certificate.publicKey.export({ type: 'spki', format: 'der' });
    return {
      certificate,
      paths: [path],
      spkiSha256: createHash('sha256').update(spki).digest('hex'),
      validFrom: Date.parse(certificate.validFrom),
      validTo: Date.parse(certificate.validTo),
    };
  } catch {
    // Not a certificate, or one with a key of a kind that OpenSSL does not know.
    return null;
  }
}

/** Whether a public authority issued a certificate, as far as can be told without asking anybody. */
class Trust {
  readonly #others: readonly X509Certificate[];
  readonly #roots: readonly X509Certificate[];
  readonly #authorities: ReadonlySet<string>;

  constructor(parsed: readonly ParsedCertificate[], roots: readonly string[]) {
    this.#others = parsed.map(({ certificate }) => certificate).filter((certificate) => certificate.ca);
    this.#roots = roots.map((pem) => new X509Certificate(pem));
    const organisations = this.#roots
      .map((root) => fieldOf(root.subject, 'O'))
      .filter((name) => name !== null);
    this.#authorities = new Set([...organisations, ...OTHER_AUTHORITIES]);
  }

  /**
   * A chain of signatures leads to a root, by way of certificates in the image; or, where these are missing, the
   * issuer goes by an authority's name. The latter can be made up, but hardly ever is.
   */
  isPublic(certificate: X509Certificate): boolean {
    let current = certificate;
    for (let steps = 0; steps < MAX_CHAIN && !isSelfSigned(current); steps++) {
      if (this.#roots.some((root) => isIssuedBy(current, root))) return true;
      const issuer = this.#others.find((other) => isIssuedBy(current, other));
      if (issuer === undefined) return this.#authorities.has(fieldOf(current.issuer, 'O') ?? '');
      current = issuer;
    }
    return false;
  }
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer && isIssuedBy(certificate, certificate);
}

/** `key of certificate srv/ssl/server.crt: CN shop.example.com, issued by R11, valid until 2036-01-01`. */
function describe({ certificate, paths, validFrom, validTo }: ParsedCertificate, now: number): string {
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : '';
  const issuer = fieldOf(certificate.issuer, 'CN') ?? fieldOf(certificate.issuer, 'O');
  const organisation = fieldOf(certificate.issuer, 'O');
  const by = organisation === null || organisation === issuer ? issuer : `${issuer ?? ''} (${organisation})`;
  const isOwn = isSelfSigned(certificate);
  const facts = [
    nameOf(certificate),
    isOwn || by === null ? null : `issued by ${by}`,
    validTo < now
      ? `expired ${day(validTo)}`
      : validFrom > now
        ? `valid from ${day(validFrom)} until ${day(validTo)}`
        : `valid until ${day(validTo)}`,
    isOwn ? 'self-signed' : null,
  ];
  return visible(
    `key of certificate ${paths[0] ?? ''}${more}: ${facts.filter((fact) => fact !== null).join(', ')}`,
  );
}

/** Common name, else the first host, else any part of the subject. */
function nameOf(certificate: X509Certificate): string {
  const common = fieldOf(certificate.subject, 'CN');
  if (common !== null) return `CN ${common}`;
  const host = /(?:DNS|IP Address|email):([^\s,]+)/.exec(certificate.subjectAltName ?? '')?.[1];
  return host ?? (certificate.subject.replaceAll('\n', ', ') || 'no subject');
}

/** Node tells names a line each, `CN=…`; the first of a kind counts. */
function fieldOf(name: string, field: string): string | null {
  const line = name.split('\n').find((part) => part.startsWith(`${field}=`));
  // Node puts a backslash before what RFC 2253 calls special.
  return line?.slice(field.length + 1).replace(/\\(.)/g, '$1') ?? null;
}

function day(time: number): string {
  return Number.isNaN(time) ? 'an unknown day' : new Date(time).toISOString().slice(0, 10);
}

/** Names come from the image: nothing of them may act on a terminal or fill a report. */
function visible(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').slice(0, 400);
}
