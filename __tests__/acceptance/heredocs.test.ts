import { expect, it } from '@jest/globals';
import { expandExample } from '../../src/rules/examples.js';
import { ociFiles, packFiles } from '../helpers/archive.js';
import { useFreshCli } from '../helpers/fresh-cli.js';

const cli = useFreshCli();

const token = (name: string): string => expandExample('ghp_${crc62:30}', `heredoc ${name}`);

it('a file that stands in the Dockerfile is traced to its line there', () => {
  cli.write({
    'shop/Dockerfile': [
      'FROM busybox',
      'COPY <<EOF /srv/one.env',
      '# mine',
      `T=${token('one')}`,
      'EOF',
      'COPY <<"a.env" <<-b.env /srv/two/',
      'A=1',
      'a.env',
      `\tB=${token('two')}`,
      '\tb.env',
      'COPY <<EOF /srv/three.env',
      'T=$TOKEN',
      'EOF',
      '',
    ].join('\n'),
    // As BuildKit 0.26 writes the history of these.
    'image.tar': packFiles(
      ociFiles([
        {
          layers: [
            { entries: [{ path: 'bin/sh', content: '' }] },
            { entries: [{ path: 'srv/one.env', content: `# mine\nT=${token('one')}\n` }] },
            {
              entries: [
                { path: 'srv/two/a.env', content: 'A=1\n' },
                { path: 'srv/two/b.env', content: `B=${token('two')}\n` },
              ],
            },
            { entries: [{ path: 'srv/three.env', content: `T=${token('three')}\n` }] },
          ],
          config: {
            history: [
              { created_by: 'BusyBox 1.37' },
              { created_by: 'COPY <<EOF /srv/one.env # buildkit' },
              { created_by: 'COPY <<a.env <<b.env /srv/two/ # buildkit' },
              { created_by: 'COPY <<EOF /srv/three.env # buildkit' },
            ],
          },
        },
      ]),
    ),
  });
  const { reports } = cli.run('scan', 'image.tar', '--context', 'shop', '--json', 'last.json', '-q');
  const inLayers = (reports[0]?.findings ?? []).flatMap(({ occurrences, remedy }) =>
    occurrences
      .filter((occurrence) => occurrence.in === 'layer')
      .map(({ path, source, instruction }) => [path, source, instruction?.line, remedy.steps[0]]),
  );
  const step = (line: number): string =>
    `Take it out of the here-document (shop/Dockerfile:${line}), and read it when the container runs: from an environment variable or a mounted file.`;
  expect(inLayers.sort()).toEqual([
    ['srv/one.env', { file: 'shop/Dockerfile', line: 4 }, 2, step(4)],
    // What a variable brought in does not stand there.
    ['srv/three.env', null, 11, step(11)],
    ['srv/two/b.env', { file: 'shop/Dockerfile', line: 9 }, 6, step(9)],
  ]);
});
