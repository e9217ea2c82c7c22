/** What an earlier scan, by the same program with the same rules, learned of a layer. */
export interface KnownLayer {
  /** `sha256:…` of the uncompressed tar that it is true of. Whoever relies on it compares this in the end. */
  readonly diffId: string;
  /**
   * Which of its entries with contents are to be scanned again, as places among them (0 is the first), ascending: those
   * that something was found in, and those that could not be opened. In all others there is nothing.
   */
  readonly entries: readonly number[];
}

/** Tells what is known of layers before they are read. */
export interface KnownLayers {
  /** @param name of the archive's entry that holds the layer; null when nothing is known of it */
  find(name: string): KnownLayer | null;
}
