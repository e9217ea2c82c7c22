/** `45 seconds`, `1 minute`, `58 minutes`: rounded up, so that whoever waits that long has waited long enough. */
export function formatDuration(seconds: number): string {
  return seconds < 60 ? count(Math.ceil(seconds), 'second') : count(Math.ceil(seconds / 60), 'minute');
}

function count(value: number, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}
