import { DamagedInput } from './damaged-input.js';
import type { ArchiveLimits } from './limits.js';

/** What containers ask for; `ArchiveLimits` says why. */
export type ContainerLimits = Pick<
  ArchiveLimits,
  | 'pathBytes'
  | 'extendedHeaderBytes'
  | 'windowBytes'
  | 'containerDepth'
  | 'containerMembers'
  | 'containerFailures'
  | 'containerBytes'
  | 'containerRatio'
  | 'containerBombBytes'
>;

/** A limit was reached while data was inflated: what is left is scanned as it stands, and the scan is not complete. */
export class LimitReached extends DamagedInput {}

/** What all containers of a scan have taken so far. */
export class ContainerBudget {
  readonly limits: ContainerLimits;
  #members = 0;
  #failures = 0;
  #bytes = 0;
  #reached: string | null = null;

  constructor(limits: ContainerLimits) {
    this.limits = limits;
  }

  /** The limit for the whole scan that was reached: nothing more is to be opened. */
  get reached(): string | null {
    return this.#reached;
  }

  addMember(): void {
    const most = this.limits.containerMembers;
    if (++this.#members > most) this.#reached ??= `there are more than ${most} files in archives, the limit`;
  }

  /** Each costs a decoder of its own, which small files that are whole do not. */
  addFailure(): void {
    const most = this.limits.containerFailures;
    if (++this.#failures > most)
      this.#reached ??= `there are more than ${most} damaged files in archives, the limit`;
  }

  addBytes(count: number): void {
    const most = this.limits.containerBytes;
    if ((this.#bytes += count) > most)
      this.#reached ??= `all archives inflate to more than ${most} bytes, the limit`;
  }
}

/** What one file of a layer or the context has taken so far, at all depths. */
export class FileBudget {
  readonly all: ContainerBudget;
  readonly #storedBytes: () => number;
  #bytes = 0;
  #reached: string | null = null;

  /** @param storedBytes tells how much of the file was read so far */
  constructor(all: ContainerBudget, storedBytes: () => number) {
    this.all = all;
    this.#storedBytes = storedBytes;
  }

  /** The limit that was reached: nothing more in this file is to be opened. */
  get reached(): string | null {
    return this.#reached ?? this.all.reached;
  }

  /** Counts what was inflated. */
  addBytes(count: number): void {
    const { containerBombBytes, containerRatio } = this.all.limits;
    this.#bytes += count;
    if (this.#bytes > containerBombBytes && this.#bytes > containerRatio * this.#storedBytes())
      this.#reached ??= `inflates to more than ${containerRatio} times its size, the limit`;
    this.all.addBytes(count);
  }
}
