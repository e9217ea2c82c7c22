/** Why a file is nobody's secret. */
export interface PackageOwner {
  readonly owner: 'package';
  /** For people: which package, and how sure it is. */
  readonly note: string;
}

/** Its digest is on record. */
export function published(said: string): PackageOwner {
  return { owner: 'package', note: `published: byte for byte what ${visible(said)} ships` };
}

/** Only its name is on record. */
export function probablyPublished(said: string): PackageOwner {
  const note = `probably published: ${visible(said)} has a file of this name, its contents are not on record`;
  return { owner: 'package', note };
}

/** Only its place tells. */
export function likely(note: string): PackageOwner {
  return { owner: 'package', note: `probably published: ${visible(note)}, whose files are not on record` };
}

/** Names come from the image: nothing of them may act on a terminal or fill a report. */
function visible(text: string): string {
  return text.replace(/[\p{C}\p{Z}]+/gu, ' ').slice(0, 120);
}
