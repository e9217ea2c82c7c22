import { getExecOutput } from '@actions/exec';
import { UserError } from '../model/errors.js';
import { oneLine } from '../model/failure.js';

/** What a short command of the client said. */
export interface ClientOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The container engine's client: `docker` from the PATH, or what the variable `DRYDOCK_DOCKER` names (`podman`, `nerdctl`, a path). */
export function clientCommand(): string {
  const named = process.env['DRYDOCK_DOCKER']?.trim();
  return named === undefined || named === '' ? 'docker' : named;
}

/**
 * Runs a short command of the client, whose output fits in memory. The exit status is the caller's to judge.
 * Throws `UserError` when the client cannot be started.
 */
export async function runClient(args: readonly string[]): Promise<ClientOutput> {
  const client = clientCommand();
  // The toolkit splits its first argument at spaces; quotes keep a path such as `C:\Program Files\…` in one piece.
  const quoted = `"${client.replaceAll('"', '\\"')}"`;
  try {
    return await getExecOutput(quoted, [...args], { silent: true, ignoreReturnCode: true });
  } catch (error) {
    throw clientMissing(error);
  }
}

/** The client's program cannot be run at all. */
export function clientMissing(cause: unknown): UserError {
  return new UserError(
    `the container engine's client "${oneLine(clientCommand())}" cannot be run`,
    'install Docker, name another client in DRYDOCK_DOCKER (podman, nerdctl), or scan an archive file instead',
    { cause },
  );
}

/**
 * Why a command about an image failed, told by asking the engine for its version: when not even that works, the engine
 * is the trouble and not the image, in whatever words the client puts it.
 */
export async function explainFailure(what: string, stderr: string): Promise<UserError> {
  const version = await runClient(['version']);
  if (version.exitCode !== 0) return engineUnreachable(lastLine(version.stderr) || lastLine(stderr));
  const said = lastLine(stderr);
  if (/no space left on device/i.test(said)) {
    return new UserError(
      `${what}: ${said}`,
      'the engine writes the whole image to its temporary folder before it exports it: free some space there',
    );
  }
  return new UserError(`${what}${said === '' ? '' : `: ${said}`}`);
}

function engineUnreachable(said: string): UserError {
  const quoted = said === '' ? '' : ` (${said})`;
  if (/permission denied/i.test(said)) {
    return new UserError(
      `the container engine refuses access${quoted}`,
      'run as a user of the group "docker" or as root, or scan an archive file instead',
    );
  }
  return new UserError(
    `no container engine answers${quoted}`,
    'start it, check DOCKER_HOST and the Docker context, or scan an archive file instead',
  );
}

/** Longer lines say nothing more: Docker repeats the request's whole address in them. */
const LAST_LINE_CHARACTERS = 300;

/** The last line of what a client wrote, where its error stands after warnings, without passwords. */
export function lastLine(stderr: string): string {
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '');
  const line = hidePasswords(oneLine(lines.at(-1)?.trim() ?? ''));
  return line.length > LAST_LINE_CHARACTERS ? `${line.slice(0, LAST_LINE_CHARACTERS)}…` : line;
}

/** Clients repeat the addresses of engines and proxies in their messages: `ssh://user:password@host`. */
export function hidePasswords(line: string): string {
  return line.replace(/\/\/[^/@\s]+@/g, '//***@');
}
