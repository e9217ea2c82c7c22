import type { Occurrence, Remedy } from '../model/report.js';
import type { Rule } from '../model/rule.js';

/** What to do about a finding: take the secret out of the image, then revoke it; the second is what makes it safe. */
export function remedyFor(rule: Rule | undefined, occurrences: readonly Occurrence[]): Remedy {
  const steps: string[] = [];
  const files = [...new Set(occurrences.filter(({ in: place }) => place === 'layer').map(({ path }) => path))];
  if (files.length > 0) {
    const names = files.slice(0, 3).join(', ') + (files.length > 3 ? ` and ${String(files.length - 3)} more` : '');
    steps.push(`Keep ${names} out of the image: name it in .dockerignore, or copy only what the image needs. Removing it in a later layer is not enough.`);
  }
  const variables = occurrences.flatMap(({ in: place, path }) => (place === 'config' ? [path] : []));
  if (variables.length > 0) {
    steps.push(`Take ${[...new Set(variables)].join(', ')} out of the Dockerfile and give the value when the container is started.`);
  }
  if (occurrences.some(({ in: place }) => place === 'history')) {
    steps.push('Do not pass it as a build argument: mount it for the one instruction that needs it, with RUN --mount=type=secret,id=…');
  }
  if (occurrences.some(({ in: place }) => place === 'context') && files.length === 0) {
    steps.push('Name the file in .dockerignore, and keep it out of version control.');
  }
  const provider = rule?.provider ?? 'its provider';
  steps.push(`Revoke it at ${provider} and issue a new one: whoever has pulled the image, has the secret.`);
  return {
    summary: 'Take it out of the image, rebuild, and revoke it',
    steps,
    revokeUrl: rule?.revoke ?? null,
  };
}
