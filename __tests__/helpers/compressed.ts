import { describe } from '@jest/globals';
import { spawnSync } from 'node:child_process';

/** What most of the samples decode to. */
export const SAMPLE_TEXT = 'password = none\n'.repeat(50);

/** Data as xz 5.4 and bzip2 1.0.8 write it: Node has no encoder of these. */
const SAMPLES = {
  xz: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AMfABpdADgYSuADCc/38ZaLo09dkw8G7Fqqy5HmdewAAAAAgoaFhYHVrbkAATagBgAAACfwOkSxxGf7AgAAAAAEWVo=',
  /** Three blocks that tell their sizes, with SHA-256. */
  xzBlocks:
    '/Td6WFoAAArh+wyhA8AgrAIhARYAAAAAFc487+ABKwAYXQA4GErgAwnP9/GWi6NPXZMPBuxaqfxZgAAA/lGtBpC2u5hae+3+TR0ky/GkBcch9Vv47xkV6Ue3GS0DwCCsAiEBFgAAAAAVzjzv4AErABhdADebiMz2n5YM9JUTk6eRfVPeWV55ISDgAAAY50iQW3ggNOC9rW5lNP+gI/EMNbjxvuNt87CFOPo8hQPAH8gBIQEWAAAAAOvAxPngAMcAF10AEA9AJtCVNXFPBSHwkKjqa2dD8JXagAAAAG9IBMEZbEKTHNkxaMNTprbIspf7zLwtmftG96luoSyTAANQrAJQrAJPyAEAM4WNaRM6g9cDAAAAAApZWg==',
  /** It asks for 1 GiB of memory, and needs none. */
  xzLargeDictionary:
    '/Td6WFoAAATm1rRGAgAhASQAAABeH8f54AMfABpdADgYSuADCc/38ZaLo09dkw8G7Fqqy5HmdewAAAAAgoaFhYHVrbkAATagBgAAACfwOkSxxGf7AgAAAAAEWVo=',
  /** With the filter for programs. */
  xzX86:
    '/Td6WFoAAATm1rRGAgEEACEBFgANhjUf4AMfABpdADgYSuADCc/38ZaLo09dkw8G7Fqqy5HmdewAAAAAgoaFhYHVrbkAATagBgAAACfwOkSxxGf7AgAAAAAEWVo=',
  xzEmpty: '/Td6WFoAAATm1rRGAAAAABzfRCEftvN9AQAAAAAEWVo=',
  /** Two mebibytes of nothing but zeros. */
  xzZeros:
    '/Td6WFoAAAD/EtlBAgAhARYAAAB0L+Wj//8RAWxdAABv/f//o7f/Rz5IFXI5YVG4kijmo4YH+e7kHoLTL8U6PAFLsX7JiopNL6MN2X+m44wjEVPgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiUcR89jyThcJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvEgn5liAAO0ABQAcpiTxAAAAAAGLA4CAgAFwT2qwqAAK/AIAAAAAAFla',
  bzip2:
    'QlpoOTFBWSZTWTO7VMwAASvZgAAQQAAAAiYB2IAgAEBSqGRkCBoGhlFlFhFhFpFtFpFtFhFyi+RbRYReoviL8XckU4UJAzu1TMA=',
  bzip2Empty: 'QlpoORdyRThQkAAAAAA=',
  /** 64 mebibytes of them, in two blocks. */
  bzip2Zeros:
    'QlpoOTFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZvAS1wwCidcAAwAAACCAAIKQINjKKiE0qKiE4u5IpwoSFALuD6A==',
} as const;

export function sample(name: keyof typeof SAMPLES): Buffer {
  return Buffer.from(SAMPLES[name], 'base64');
}

/** Whether these are installed; where `CI` is set they have to be. */
function hasCommands(names: readonly string[]): boolean {
  return (
    process.env['CI'] !== undefined || names.every((name) => spawnSync(name, ['--help']).error === undefined)
  );
}

/** `describe` where these commands are installed; elsewhere the tests are skipped. */
export function describeWithCommands(names: readonly string[], title: string, tests: () => void): void {
  (hasCommands(names) ? describe : describe.skip)(title, tests);
}

/** What a command writes of what it is given. */
export function run(command: string, options: readonly string[], input: Uint8Array): Buffer {
  const { stdout, status, stderr } = spawnSync(command, options, { input, maxBuffer: 2 ** 30 });
  if (status !== 0) throw new Error(`${command}: ${stderr.toString()}`);
  return stdout;
}
