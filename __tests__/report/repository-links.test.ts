import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { commitUrl, lineUrl, type RepositoryLinks, webAddress } from '../../src/report/repository-links.js';

const LINKS: RepositoryLinks = { serverUrl: 'https://github.com', repository: 'acme/shop', sha: 'abc1234' };

function url(file: string, links: RepositoryLinks = LINKS): string | null {
  return lineUrl(links, { file, line: 7, column: 3 });
}

describe('the address of a line', () => {
  it.each([
    ['Dockerfile', 'https://github.com/acme/shop/blob/abc1234/Dockerfile#L7'],
    ['a b/c#d?e%f.env', 'https://github.com/acme/shop/blob/abc1234/a%20b/c%23d%3Fe%25f.env#L7'],
    ['docs/setup.md', 'https://github.com/acme/shop/blob/abc1234/docs/setup.md?plain=1#L7'],
  ])('of %j is %s', (file, expected) => {
    expect(url(file)).toBe(expected);
  });

  it('is another one on Gitea', () => {
    const gitea: RepositoryLinks = { ...LINKS, serverUrl: 'https://git.example', server: 'gitea' };
    expect(url('Dockerfile', gitea)).toBe('https://git.example/acme/shop/src/commit/abc1234/Dockerfile#L7');
    expect(url('README.md', gitea)).toMatch(/README\.md\?display=source#L7$/);
  });

  it('is none where it would be too long to follow', () => {
    expect(url('a'.repeat(3000))).toBeNull();
  });

  it('stays in the repository for any name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const address = url(`x${name.replaceAll('/', '')}`);
        expect(address).toMatch(/^https:\/\/github\.com\/acme\/shop\/blob\/abc1234\/x[^<>\s|`]*#L7$/);
      }),
    );
  });
});

describe('other addresses', () => {
  it('are of a commit', () => {
    expect(commitUrl(LINKS, 'def5678')).toBe('https://github.com/acme/shop/commit/def5678');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'no address', '', '//x'])('are not %j', (text) => {
    expect(webAddress(text)).toBeNull();
    expect(commitUrl({ ...LINKS, serverUrl: text }, 'def5678')).toBeNull();
  });
});
