import picomatch from 'picomatch';

/** Each may be tried at every place of the text, so that their number is the exponent of the time it can take. */
const MAX_STARS = 8;
/** What is longer is not compared, and fits no glob: a hostile image chooses its paths. */
const MAX_TEXT_CHARS = 1024;

export type GlobTest = (text: string) => boolean;

/**
 * Compiles a glob (`*`, `**`, `?`, `[a-z]`, `{a,b}`), compared with whole texts, dots and case included.
 * @returns why it can't be, in words, when it can't
 */
export function compileGlob(glob: string): GlobTest | string {
  if (glob.length > MAX_TEXT_CHARS) return `is longer than ${String(MAX_TEXT_CHARS)} characters`;
  if (glob.startsWith('!')) return 'begins with "!": globs say what fits, not what does not';
  if ((glob.match(/\*+/g)?.length ?? 0) > MAX_STARS) return `has more than ${String(MAX_STARS)} stars`;
  try {
    const pattern = picomatch.makeRe(glob, {
      dot: true,
      strictBrackets: true,
      noextglob: true,
      nonegate: true,
    });
    if (pattern.source === '$^') return 'is no glob: a range in it is the wrong way round';
    return (text) => text.length <= MAX_TEXT_CHARS && pattern.test(text);
  } catch {
    return 'is no glob: a bracket in it has no counterpart';
  }
}

/**
 * Compiles a glob of paths. Without a slash it is for the file's name in whatever folder; with one, for the path as a
 * whole, whether it begins with a slash or not; with one at its end, for all that is in the folder.
 */
export function compilePathGlob(glob: string): GlobTest | string {
  const isName = !glob.includes('/');
  const relative = glob.replace(/^\.?\//, '');
  if (relative === '') return 'is empty';
  const test = compileGlob(relative.endsWith('/') ? `${relative}**` : relative);
  if (typeof test === 'string' || !isName) return test;
  return (path) => test(path.slice(path.lastIndexOf('/') + 1));
}

/**
 * Compiles a glob of image names: without a slash it is for the last part of a name, without registry and folders;
 * without a colon for any tag and digest.
 */
export function compileImageGlob(glob: string): GlobTest | string {
  const hasFolder = glob.includes('/');
  const hasTag = /[:@]/.test(glob.slice(glob.lastIndexOf('/') + 1));
  const test = compileGlob(withoutHub(glob));
  if (typeof test === 'string') return test;
  return (reference) => {
    let name = withoutHub(reference);
    if (!hasTag) name = name.replace(/@[a-z0-9]+:[0-9a-f]+$/, '').replace(/:[^:/]*$/, '');
    return test(hasFolder ? name : name.slice(name.lastIndexOf('/') + 1));
  };
}

/** Docker leaves its own registry out of names, containerd does not. */
function withoutHub(reference: string): string {
  return reference.replace(/^(?:docker\.io|index\.docker\.io)\/(?:library\/)?/, '');
}
