/** Names follow the OCI image specification, in camel case. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

/** `os/architecture[/variant]`, as `docker build --platform` takes it. */
export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/');
}

export interface HistoryEntry {
  readonly createdBy: string;
  readonly comment: string;
  /** The entry made no layer (`ENV`, `LABEL`, `CMD`, …). */
  readonly emptyLayer: boolean;
}

export interface Healthcheck {
  readonly test: readonly string[];
}

export interface ImageConfig {
  /** `sha256:…` of the config blob: the image ID. */
  readonly imageId: string;
  readonly platform: Platform;
  /** `NAME=value` each. */
  readonly env: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly cmd: readonly string[];
  readonly entrypoint: readonly string[];
  readonly healthcheck: readonly string[];
  readonly onBuild: readonly string[];
  /** `sha256:…` of each layer's uncompressed tar, lowest layer first. */
  readonly diffIds: readonly string[];
  readonly history: readonly HistoryEntry[];
}
