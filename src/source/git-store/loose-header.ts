/** `blob 1234`, and a zero byte: a loose object begins so, once inflated (gitformat-loose(5)). */
export const LOOSE_HEADER = /^(commit|tree|blob|tag) (\d{1,15})\0/;
