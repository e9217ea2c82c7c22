const UNITS = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in decimal units, as Docker prints them: `1 byte`, `940 bytes`, `1.3 GB`, `78 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte');
  let size = bytes;
  let unit = '';
  for (const next of UNITS) {
    size /= 1000;
    unit = next;
    // 999.6 kB would be rounded to 1,000 kB: it is 1 MB.
    if (Math.round(size) < 1000) break;
  }
  const rounded = size < 9.95 ? Math.round(size * 10) / 10 : Math.round(size);
  return `${formatNumber(rounded)} ${unit}`;
}

/** With thousands separators: `55,010`. */
export function formatNumber(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `1 file`, `55,010 files`, `2 copies` (with the plural given). */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}
