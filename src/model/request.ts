import type { ScanPolicy } from './policy.js';
import type { Report } from './report.js';
import type { Gate } from './report.js';
import type { Threshold } from './severity.js';

/** What to scan. */
export type ScanTarget =
  /** Images of a running engine, exported with one `docker save`. */
  | { readonly kind: 'images'; readonly references: readonly string[] }
  /** An archive file (any layout, perhaps compressed as a whole) or an OCI layout folder; `-` is standard input. */
  | { readonly kind: 'archive'; readonly path: string }
  | ContextTarget;

/** A build context alone. */
export interface ContextTarget {
  readonly kind: 'context';
  readonly directory: string;
  /** What Git is about to commit of that folder instead. */
  readonly staged?: boolean;
}

/** Everything that decides what a scan does; made by the entries from options or inputs. */
export interface ScanRequest {
  readonly target: ScanTarget;
  /** Build context to scan beside the image. */
  readonly context?: string;
  /** Dockerfile, relative to the working directory; default `<context>/Dockerfile`. */
  readonly dockerfile?: string;
  /** File with the provenance of the build, which need not be in the image. */
  readonly provenance?: string;
  /** The image that it is built on: by a name that the engine knows, or an archive of it. */
  readonly baseImage?: string;
  /** Folder that keeps what is learned of layers from one scan to the next. */
  readonly cache?: string;
  /** `os/architecture[/variant]`: which image of a multi-platform archive. All that are present when absent. */
  readonly platform?: string;
  /** Users' own rule files or folders of them, beside the bundled rules. */
  readonly rules: readonly string[];
  readonly failOn: Threshold;
  /** Whose findings block: those of the Dockerfile under review, or those of base image and packages as well. */
  readonly gate: Gate;
  /** Baseline file of known findings, which do not block. */
  readonly baseline?: string;
  /** What the configuration says of findings: what is let be, how bad they are, and what differs between images. */
  readonly policy?: ScanPolicy;
  /** Put raw values in the report. Only the command line can ask for it. */
  readonly reveal: boolean;
}

/** How a scan tells what it is doing; the terminal and the Action's log each show it in their way. */
export interface Progress {
  /** A phase begins ("Exporting and scanning shop:ci"). Ends the one before. */
  phase(title: string): void;
  /** Called often: bytes of the input read so far, of `totalBytes` where that is known. */
  bytes(doneBytes: number, totalBytes: number | null): void;
  /** A layer was read. */
  layer(doneLayers: number): void;
  /** One line that the user should see, not a failure. */
  warn(line: string): void;
  /**
   * A secret was found: its raw value (and that of each part), so that the Action can have the runner mask it in the
   * job's log. For nothing else, and never kept.
   */
  secret?(raw: string): void;
  /** The images that the engine gave, once the export is known to be whole: so that these and no others are pushed. */
  exported?(images: readonly ExportedImage[]): void;
}

/** An image of a running engine, as the engine itself knows it. */
export interface ExportedImage {
  /** With the tag, even where the user named none. */
  readonly reference: string;
  /** `sha256:…`; of what depends on the engine's store. */
  readonly id: string;
}

/** The whole job: one report per image. Throws `UserError`; the signal's reason once it is aborted. */
export type Scan = (
  request: ScanRequest,
  progress: Progress,
  signal?: AbortSignal,
) => Promise<readonly Report[]>;
