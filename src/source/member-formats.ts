import { ArReader } from './ar-reader.js';
import type { ByteReader } from './byte-reader.js';
import type { ContainerLimits } from './container-budget.js';
import type { MemberFormat } from './container-sniff.js';
import { CpioReader } from './cpio-reader.js';
import type { MemberSource } from './member-reader.js';
import { TarReader } from './tar-reader.js';

/** The reader of archives of a format. */
export function openMembers(reader: ByteReader, format: MemberFormat, limits: ContainerLimits): MemberSource {
  switch (format) {
    case 'tar':
      return new TarReader(reader, limits);
    case 'ar':
      return new ArReader(reader, limits);
    case 'cpio':
      return new CpioReader(reader, limits);
  }
}
