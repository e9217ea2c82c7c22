import { expect, it } from '@jest/globals';
import { parseObjectPath } from '../../../src/source/git-store/object-path.js';

const SHA1 = '0123456789abcdef0123456789abcdef01234567';
const SHA256 = `${SHA1}0123456789abcdef01234567`;

it.each([
  [`srv/.git/objects/${SHA1.slice(0, 2)}/${SHA1.slice(2)}`, 'srv/.git', 'loose', SHA1, 20],
  [`srv/.git/objects/${SHA256.slice(0, 2)}/${SHA256.slice(2)}`, 'srv/.git', 'loose', SHA256, 32],
  ['.git/objects/ab/tmp_obj_Xy12', '.git', 'loose', null, null],
  [`.git/objects/tmp_objdir-incoming-a1/pack/pack-${SHA1}.pack`, '.git', 'pack', null, 20],
  [`a/.git/modules/lib/objects/pack/pack-${SHA256}.pack`, 'a/.git/modules/lib', 'pack', null, 32],
  ['srv/shop.git/objects/pack/tmp_pack_Ab12', 'srv/shop.git', 'pack', null, null],
  [`objects/pack/pack-${SHA1}.pack`, 'objects', 'pack', null, 20],
  [`a/objects/b.git/objects/pack/pack-${SHA1}.pack`, 'a/objects/b.git', 'pack', null, 20],
])('%s is of a repository', (path, repository, kind, id, idBytes) => {
  expect(parseObjectPath(path)).toEqual({ repository, kind, id, idBytes });
});

it.each([
  `srv/.git/objects/pack/pack-${SHA1}.idx`,
  'srv/.git/objects/info/packs',
  `srv/.git/lfs/objects/01/23/${SHA256}`,
  `srv/.git/objects/01/${SHA1.slice(3)}`,
  `srv/.git/objects/zz/${SHA1.slice(2)}`,
  `ostree/repo/objects/01/${SHA256.slice(2)}.file`,
  'src/objects/pack.ts',
  '.git/config',
])('%s is a file like others', (path) => {
  expect(parseObjectPath(path)).toBeNull();
});
