/** Where the contents of files go, one after the other; `BlockPacker` is one. */
export interface FilePacker {
  /** Begins a file and returns its number. */
  begin(path: string, expectedBytes?: number): number;
  /** The chunk's memory is used again once this has returned, or its promise is settled. */
  write(chunk: Uint8Array): Promise<void> | undefined;
  end(): void;
}
