import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { BASE_IMAGE, describeWithEngine } from './engine.js';

describeWithEngine('the engine helper', (engine) => {
  it.each(['legacy', 'buildkit'] as const)(
    'builds with the %s builder',
    async (builder) => {
      const { tag, imageId, contextFolder } = await engine.buildImage({
        dockerfile: `FROM ${BASE_IMAGE}\nARG GREETING\nCOPY . /srv\nRUN echo "$GREETING" > /srv/greeting\n`,
        files: { 'sub/file.txt': 'text\n' },
        buildArgs: { GREETING: 'ahoy' },
        builder,
      });
      const history = spawnSync(engine.client, ['history', '--no-trunc', '--format', '{{.CreatedBy}}', tag], {
        encoding: 'utf8',
      });
      expect(history.stdout).toContain('GREETING=ahoy');
      expect(history.stdout.includes('# buildkit')).toBe(builder === 'buildkit');
      const inspected = spawnSync(engine.client, ['image', 'inspect', '--format', '{{.Id}}', tag], {
        encoding: 'utf8',
      });
      expect(inspected.stdout.trim()).toBe(imageId);
      expect(existsSync(path.join(contextFolder, 'sub/file.txt'))).toBe(true);
    },
    60_000,
  );
});
