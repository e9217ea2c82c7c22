import type { ImageConfig } from '../model/image.js';

/** A piece of an image's config or history, as a text that is scanned like a file. */
export interface MetadataText {
  readonly in: 'config' | 'history';
  /** `Env/NAME`, `Labels/name`, `Cmd`, `Entrypoint`, `Healthcheck`, `OnBuild/N`, `history/N`. */
  readonly path: string;
  readonly text: string;
}

/** Everything in an image's config that people put text into. */
export function metadataTexts(config: ImageConfig): MetadataText[] {
  const texts: MetadataText[] = [];
  const add = (place: 'config' | 'history', path: string, text: string): void => {
    if (text !== '') texts.push({ in: place, path, text });
  };
  for (const variable of config.env) add('config', `Env/${variable.split('=', 1)[0] ?? ''}`, variable);
  for (const [name, value] of Object.entries(config.labels))
    add('config', `Labels/${name}`, `${name}=${value}`);
  add('config', 'Cmd', config.cmd.join(' '));
  add('config', 'Entrypoint', config.entrypoint.join(' '));
  add('config', 'Healthcheck', config.healthcheck.join(' '));
  config.onBuild.forEach((text, index) => {
    add('config', `OnBuild/${String(index)}`, text);
  });
  config.history.forEach(({ createdBy, comment }, index) => {
    add(
      'history',
      `history/${String(index)}`,
      comment === '' || comment === 'buildkit.dockerfile.v0' ? createdBy : `${createdBy}\n${comment}`,
    );
  });
  return texts;
}
