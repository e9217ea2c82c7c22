import type { HistoryEntry, ImageConfig, Platform } from '../model/image.js';
import { isObject, type JsonObject, parseJson, toList, toObject, toText } from './json-value.js';

/** A config as far as it could be read, and what could not. */
export interface ParsedConfig {
  readonly config: ImageConfig;
  /** Plain words, each what stands against "complete". */
  readonly reasons: readonly string[];
}

const DIFF_ID = /^[a-z0-9]+:[0-9a-f]{32,}$/;

/**
 * Reads an image config (OCI image specification 1.1, `config.md`; Docker's image specification 1.2, which adds
 * `Healthcheck` and `OnBuild`). A list may be a single text, as in old Docker configs; what is of no use there is a
 * reason, and the rest is read all the same.
 *
 * `imageId` is the digest of the bytes.
 */
export function parseImageConfig(text: string, imageId: string): ParsedConfig {
  const value = parseJson(text);
  const reasons: string[] = [];
  if (!isObject(value)) reasons.push('the image config is not a JSON object');
  const root = toObject(value);
  const settings = readObject(root, 'config', reasons);
  const rootFs = readObject(root, 'rootfs', reasons);
  const diffIds = readTexts(rootFs, 'diff_ids', reasons);
  if (isObject(value) && root['rootfs'] === undefined) {
    reasons.push(
      'fsLayers' in root || root['schemaVersion'] === 1
        ? 'the image config is of the outdated schema 1, which names no layers'
        : 'the image config names no layers (it has no "rootfs")',
    );
  }
  if (!diffIds.every((diffId) => DIFF_ID.test(diffId)))
    reasons.push('the image config has a malformed diff ID');
  const config: ImageConfig = {
    imageId,
    platform: readPlatform(root),
    env: readTexts(settings, 'Env', reasons),
    labels: readLabels(settings, reasons),
    cmd: readTexts(settings, 'Cmd', reasons),
    entrypoint: readTexts(settings, 'Entrypoint', reasons),
    healthcheck: readTexts(readObject(settings, 'Healthcheck', reasons), 'Test', reasons),
    onBuild: readTexts(settings, 'OnBuild', reasons),
    diffIds,
    history: readHistory(root, reasons),
  };
  return { config, reasons };
}

/** A config for an image whose own is not to be had, so that its layers are still reported as its own. */
export function emptyConfig(
  imageId: string,
  diffIds: readonly string[],
  platform: Platform | null,
): ImageConfig {
  return {
    imageId,
    platform: platform ?? { os: '', architecture: '' },
    env: [],
    labels: {},
    cmd: [],
    entrypoint: [],
    healthcheck: [],
    onBuild: [],
    diffIds,
    history: [],
  };
}

/** `os`, `architecture`, `variant`, as configs and descriptors have them. */
export function readPlatform(value: JsonObject): Platform {
  const variant = toText(value['variant']);
  return {
    os: toText(value['os']),
    architecture: toText(value['architecture']),
    ...(variant === '' ? {} : { variant }),
  };
}

function readObject(parent: JsonObject, key: string, reasons: string[]): JsonObject {
  const value = parent[key] ?? {};
  if (!isObject(value)) reasons.push(`"${key}" of the image config is not an object`);
  return toObject(value);
}

function readTexts(parent: JsonObject, key: string, reasons: string[]): readonly string[] {
  const value = parent[key] ?? [];
  if (typeof value === 'string') return [value];
  const items = toList(value);
  const texts = items.filter((item) => typeof item === 'string');
  if (!Array.isArray(value) || texts.length < items.length) {
    reasons.push(`"${key}" of the image config is not a list of texts`);
  }
  return texts;
}

function readLabels(settings: JsonObject, reasons: string[]): Readonly<Record<string, string>> {
  const entries = Object.entries(readObject(settings, 'Labels', reasons));
  const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (texts.length < entries.length)
    reasons.push('"Labels" of the image config has a value that is not a text');
  return Object.fromEntries(texts);
}

function readHistory(root: JsonObject, reasons: string[]): readonly HistoryEntry[] {
  const value = root['history'] ?? [];
  const items = toList(value);
  if (!Array.isArray(value) || !items.every(isObject)) {
    reasons.push('"history" of the image config is not a list of objects');
  }
  return items.filter(isObject).map((item) => ({
    createdBy: toText(item['created_by']),
    comment: toText(item['comment']),
    emptyLayer: item['empty_layer'] === true,
  }));
}
