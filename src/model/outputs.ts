import { SEVERITIES } from './severity.js';

/** The Action's outputs, in the order of the documentation. */
export const OUTPUTS = [
  { name: 'outcome', description: 'pass, blocked or incomplete; of several images, the worst.' },
  { name: 'findings', description: 'How many secrets were found, of any severity and owner.' },
  ...SEVERITIES.map((severity) => ({
    name: severity,
    description: `How many of the findings are of ${severity} severity.`,
  })),
  { name: 'sarif-file', description: 'Path of the SARIF report, when it was asked for and written.' },
  { name: 'json-file', description: 'Path of the JSON report, when it was asked for and written.' },
  {
    name: 'comment-url',
    description: 'Address of the comment on the pull request; of several, one per line.',
  },
  { name: 'image-id', description: 'ID of the image that was scanned (sha256:…); of several, one per line.' },
  {
    name: 'pushed',
    description:
      'What was pushed, as name@sha256:… in the registry, or as name:tag where the client tells no digest (Podman); of several, one per line.',
  },
] as const;
