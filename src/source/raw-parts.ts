import type { FilePacker } from './file-packer.js';

/** Small parts are gathered until they are worth a slice of their own. */
const HELD_BYTES = 256 * 2 ** 10;
const LINE_FEED = Buffer.from('\n');
const NOTHING = new Uint8Array(0);

/**
 * What of a container is scanned as it stands: headers, comments, what no member explains. The packer has one current
 * file, so the parts between members become further files of the container's own path.
 */
export class RawParts {
  readonly #packer: FilePacker;
  readonly #path: string;
  /** A file of the container's path is the packer's current one, */
  #isOpen = true;
  /** and has bytes: more of them go there at once. */
  #isBegun = false;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #hasGap = false;

  /** The container's file was begun in the packer. */
  constructor(packer: FilePacker, path: string) {
    this.#packer = packer;
    this.#path = path;
  }

  /** Adds bytes, which may be used again afterwards. Await what it returns, if anything. */
  write(bytes: Uint8Array): Promise<void> | undefined {
    if (bytes.length === 0) return undefined;
    if (this.#isBegun) return this.#packer.write(bytes);
    // Parts that do not touch in the container must not look as if they did.
    if (this.#hasGap && this.#heldBytes > 0) this.#held.push(LINE_FEED);
    this.#hasGap = false;
    if (this.#heldBytes + bytes.length > HELD_BYTES) return this.#begin(bytes);
    this.#held.push(Buffer.from(bytes));
    this.#heldBytes += bytes.length;
    return undefined;
  }

  /** Lets another file be begun: a member stands here. */
  close(): void {
    if (this.#isOpen) this.#packer.end();
    this.#isOpen = false;
    this.#isBegun = false;
    this.#hasGap = true;
  }

  /** Hands on what is held, and ends the file. */
  async finish(): Promise<void> {
    if (this.#heldBytes > 0) await this.#begin(NOTHING);
    this.close();
  }

  async #begin(bytes: Uint8Array): Promise<void> {
    const held = Buffer.concat(this.#held);
    if (!this.#isOpen) this.#packer.begin(this.#path, held.length + bytes.length);
    this.#isOpen = true;
    this.#isBegun = true;
    this.#held = [];
    this.#heldBytes = 0;
    await this.#packer.write(held);
    await this.#packer.write(bytes);
  }
}
