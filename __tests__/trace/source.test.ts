import { describe, expect, it } from '@jest/globals';
import { parseDockerfile } from '../../src/trace/dockerfile.js';
import type { FileMatch } from '../../src/trace/match-collector.js';
import { findContextPlace } from '../../src/trace/source.js';

function found(path: string, line = 1): FileMatch {
  return {
    file: 0,
    rule: 'r',
    severity: 'high',
    secret: 's',
    parts: [],
    start: 0,
    end: 1,
    line,
    column: 1,
    encoding: [],
    notes: [],
    path,
  };
}

interface Question {
  readonly workdir?: string | null;
  readonly line?: number;
}

/** Where the last instruction brought `imagePath` from, among these files of the context. */
function sourceOf(
  dockerfile: string,
  imagePath: string,
  files: readonly string[],
  { workdir = '/srv', line = 1 }: Question = {},
): string | null {
  const parsed = parseDockerfile(
    dockerfile.startsWith('FROM') ? dockerfile : `FROM a\n${dockerfile}`,
    'Dockerfile',
  );
  const instruction = parsed.instructions.at(-1);
  if (instruction === undefined) throw new Error('no instruction');
  const candidates = files.flatMap((file) => [found(file, 3), found(file, 7)]);
  const place = findContextPlace({
    match: found(imagePath, line),
    instruction,
    dockerfile: parsed,
    workdir,
    candidates,
  });
  return place === null ? null : `${place.path}:${place.line}`;
}

describe('the file that was copied', () => {
  it.each([
    ['a folder', 'COPY . .', 'srv/.env', '.env'],
    ['a folder, deep', 'COPY . /app/', 'app/config/a.yml', 'config/a.yml'],
    ['a folder by its contents', 'COPY src /app', 'app/a.py', 'src/a.py'],
    ['a folder with a dot', 'COPY ./src/ ./app', 'srv/app/a.py', 'src/a.py'],
    ['a file into a folder', 'COPY conf/.env /app/', 'app/.env', 'conf/.env'],
    ['a file into a folder that is there', 'COPY .env /app', 'app/.env', '.env'],
    ['a file under another name', 'COPY conf/prod.env /app/.env', 'app/.env', 'conf/prod.env'],
    ['a file under another name, here', 'COPY prod.env .env', 'srv/.env', 'prod.env'],
    ['several files', 'COPY a.txt b.txt /x/', 'x/b.txt', 'b.txt'],
    ['a glob', 'COPY conf/*.env /x/', 'x/prod.env', 'conf/prod.env'],
    ['a glob with a set', 'COPY conf[a-c]?/k /x/', 'x/k', 'confb1/k'],
    ['a glob of folders', 'COPY con* /x/', 'x/prod.env', 'conf/prod.env'],
    ['JSON', 'COPY ["my file", "/x/"]', 'x/my file', 'my file'],
    ['with flags', 'COPY --chown=1 --chmod=600 --link .env /x/', 'x/.env', '.env'],
    ['with parents', 'COPY --parents a/b/c.txt /x/', 'x/a/b/c.txt', 'a/b/c.txt'],
    ['with parents from a pivot', 'COPY --parents a/./b/c.txt /x/', 'x/b/c.txt', 'a/b/c.txt'],
    ['a variable as destination', 'COPY .env $APP/conf/', 'opt/app/conf/.env', '.env'],
    ['a variable in the destination', 'COPY .env /opt/${APP}/', 'opt/shop/.env', '.env'],
    ['a variable as source', 'COPY ${DIR}/.env /x/', 'x/.env', 'conf/.env'],
    ['ADD of an archive', 'ADD app.tar.gz /x/', 'x/etc/.env', 'app.tar.gz!/etc/.env'],
    ['ADD of an archive that was not opened', 'ADD app.tar /x/', 'x/etc/.env', 'app.tar'],
    ['a file in an archive', 'COPY lib /x/', 'x/app.jar!/a.properties', 'lib/app.jar!/a.properties'],
    [
      'through a stage',
      'FROM a AS b\nWORKDIR /src\nCOPY . .\nFROM c\nCOPY --from=b /src/conf /x/',
      'x/.env',
      'conf/.env',
    ],
    [
      'through two stages',
      'FROM a AS b\nCOPY .env /\nFROM b AS c\nRUN x\nFROM d\nCOPY --from=1 /.env /x/.e',
      'x/.e',
      '.env',
    ],
  ])('%s', (_, dockerfile, imagePath, file) => {
    const shown = file.replace(/!.*/, '');
    expect(sourceOf(dockerfile, imagePath, [file])).toBe(`${shown}:${/!|tar$/.test(file) ? 1 : 3}`);
  });

  it.each([
    ['of another folder', 'COPY src /app', 'app/a.py', 'other/a.py'],
    ['of another name', 'COPY . /app', 'app/a.py', 'b.py'],
    ['not under the destination', 'COPY . /app', 'srv/a.py', 'a.py'],
    ['beyond the glob', 'COPY *.env /x/', 'x/prod.env', 'conf/prod.env'],
    ['not in the archive', 'COPY lib /x/', 'x/app.jar!/a', 'lib/app.jar!/b'],
    ['unpacked beside the destination', 'ADD app.tar /x/', 'y/etc/.env', 'app.tar'],
    ['unpacked by COPY', 'COPY app.tar /x/', 'x/etc/.env', 'app.tar!/etc/.env'],
    ['of another image', 'COPY --from=nginx /a /x/', 'x/a', 'a'],
    ['of a later stage', 'FROM a\nCOPY --from=b /a /x/', 'x/a', 'a'],
    ['made by a command', 'RUN cp a /x/a', 'x/a', 'a'],
  ])('is none %s', (_, dockerfile, imagePath, file) => {
    expect(sourceOf(dockerfile, imagePath, [file])).toBeNull();
  });

  it('is not guessed where two fit', () => {
    expect(sourceOf('COPY a/.env b/.env /x/', 'x/.env', ['a/.env', 'b/.env'])).toBeNull();
    expect(sourceOf('COPY a/.env b/.env /x/', 'x/.env', ['a/.env', 'c/.env'])).toBe('a/.env:3');
  });

  it('is known by its end where the working directory is not', () => {
    expect(sourceOf('COPY . .', 'opt/app/.env', ['.env'], { workdir: null })).toBe('.env:3');
    expect(sourceOf('COPY . .', 'opt/app/.env', ['.env'], { workdir: '/' })).toBeNull();
  });

  it('has the line of its own, the same one where the secret stands there more than once', () => {
    expect(sourceOf('COPY . .', 'srv/.env', ['.env'], { line: 7 })).toBe('.env:7');
    expect(sourceOf('COPY . .', 'srv/.env', ['.env'], { line: 5 })).toBe('.env:3');
  });
});
