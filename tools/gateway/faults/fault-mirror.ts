import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { Registry, Release } from '@tessera/contracts/remote/release';
import { sha384 } from '@tessera/remote-kit/write-release';
import { problem } from '../problem.ts';
import { serveReleases } from '../releases.ts';
import { FAULTS, type Fault, isFault } from './kinds.ts';
import { servedReleases } from './served-releases.ts';
import { silence } from './silence.ts';
import { spoilRelease } from './spoil-release.ts';

const PATH = /^\/faults\/([\w-]+)\/remotes\/(?:registry\.json|([a-z][a-z0-9-]{0,30})\/([\w.-]+)\/(\w[\w./-]*))$/;
/** A browser may have the shop under another name than the override has: 127.0.0.1, say. */
const ANY_ORIGIN = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
const JSON_TYPE = 'application/json';
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.cjs': 'text/javascript',
  '.css': 'text/css',
};

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * `/faults/<fault>/remotes/…`: the stable release of each remote with one fault, for one browser, by an override.
 * Made when it is asked for: nothing of it is kept anywhere, and the shop knows nothing of it.
 */
export function createFaultMirror(remotesFolder: string): Handle {
  const served = servedReleases(remotesFolder);
  const files = serveReleases(remotesFolder);
  const keepSilent = silence();

  const answer = (
    request: IncomingMessage,
    response: ServerResponse,
    fault: Fault,
    [name, version, file]: string[],
  ) => {
    const send = (content: string | Buffer, type: string) =>
      response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(content);
    const spoil = (good: Release) => spoilRelease(good, fault, () => served.read(good, good.node.entry).toString());
    if (!name || !version || !file) return send(JSON.stringify(registryOf(served.stable().map(spoil))), JSON_TYPE);

    const good = version.endsWith(`-${fault}`) && served.find(name, version.slice(0, -fault.length - 1));
    if (!good) return notFound(response, `${name} ${version} is not a release with the fault ${fault}.`);
    const { release, manifest, container } = spoil(good);
    if (file === 'release.json') return send(manifest, JSON_TYPE);
    const nothing = () => notFound(response, `${name} ${version} has no ${file} to be had.`);
    if (!release.integrity[file]) return nothing();
    const needed = [release.node.entry, release.web.entry, ...release.web.css];
    if (fault === 'missing-chunk' && !needed.includes(file)) return nothing();
    if (file === release.node.entry && container) return send(container, 'text/javascript');
    if (fault === 'tampered') {
      const tampered = Buffer.concat([served.read(good, file), Buffer.from('\n/* tampered */')]);
      return send(tampered, TYPES[extname(file)] ?? 'application/octet-stream');
    }
    request.url = `/remotes/${name}/${good.version}/${file}`;
    files(request, response, nothing);
  };

  return (request, response) => {
    const [, fault = '', ...file] = PATH.exec((request.url ?? '').split('?', 1)[0] ?? '') ?? [];
    if (!isFault(fault)) {
      return notFound(response, `Faults are at /faults/<fault>/remotes/…: ${Object.keys(FAULTS).join(', ')}.`);
    }
    for (const [header, value] of Object.entries(ANY_ORIGIN)) response.setHeader(header, value);
    if (fault === 'slow') return keepSilent(response);
    if (fault === 'dead')
      return problem(response, { status: 503, code: 'unavailable', detail: 'As dead as asked for.' });
    try {
      answer(request, response, fault, file);
    } catch (error) {
      notFound(response, `There is no release to be spoilt: ${(error as Error).message}`);
    }
  };
}

const registryOf = (spoilt: readonly { release: Release; manifest: string }[]): Registry => ({
  remotes: Object.fromEntries(
    spoilt.map(({ release: { name, version }, manifest }) => [
      name,
      { stable: version, history: [], releases: { [version]: sha384(manifest) } },
    ]),
  ),
});

const notFound = (response: ServerResponse, detail: string) =>
  problem(response, { status: 404, code: 'not-found', detail });
