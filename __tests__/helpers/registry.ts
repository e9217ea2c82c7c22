import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Debian's registry, which the package docker-registry brings. */
const COMMAND = 'docker-registry';
const START_MS = 30_000;
const MANIFESTS =
  'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';

/** A real registry on this machine's loopback, which an engine may speak to without TLS. */
export class Registry {
  /** `localhost:5000`, as it stands in names of images. */
  readonly host: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(host: string, child: ChildProcess, folder: string) {
    this.host = host;
    this.#child = child;
    this.#folder = folder;
  }

  static async start(): Promise<Registry> {
    const port = await freePort();
    const folder = mkdtempSync(path.join(tmpdir(), 'drydock-registry-'));
    const config = path.join(folder, 'config.yml');
    const lines = [
      'version: 0.1',
      `storage: { filesystem: { rootdirectory: ${JSON.stringify(path.join(folder, 'data'))} } }`,
      `http: { addr: "127.0.0.1:${String(port)}" }`,
      '',
    ];
    writeFileSync(config, lines.join('\n'));
    const child = spawn(COMMAND, ['serve', config], { stdio: 'ignore' });
    const registry = new Registry(`localhost:${String(port)}`, child, folder);
    for (let waitedMs = 0; waitedMs < START_MS; waitedMs += 100) {
      if (await answers(`http://127.0.0.1:${String(port)}/v2/`)) return registry;
      await delay(100);
    }
    await registry.stop();
    throw new Error('the registry did not start');
  }

  /** What it serves under a name and tag: the manifest's digest and the image ID; null when there is nothing. */
  async look(name: string, tag: string): Promise<{ digest: string; imageId: string } | null> {
    const address = `http://127.0.0.1:${this.host.split(':')[1] ?? ''}/v2/${name}/manifests/${tag}`;
    const response = await fetch(address, { headers: { accept: MANIFESTS } });
    if (response.status === 404) return null;
    const manifest = (await response.json()) as { config: { digest: string } };
    return { digest: response.headers.get('docker-content-digest') ?? '', imageId: manifest.config.digest };
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill();
      await once(this.#child, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export function hasRegistry(): boolean {
  return spawnSync(COMMAND, ['--version'], { stdio: 'ignore' }).error === undefined;
}

async function answers(address: string): Promise<boolean> {
  try {
    return (await fetch(address)).ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
