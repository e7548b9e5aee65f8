import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../embedded/test/temporary-folder.ts';
import { GATEWAYS } from './gateways.ts';
import { raw } from './raw.ts';

const SCRIPT = 'export const parcel = "catalog";'.repeat(50);
for (const { title, open, missing } of GATEWAYS) {
  describe.skipIf(missing)(title, () => {
    let port: number;
    beforeEach(async () => {
      const data = temporaryFolder();
      const folder = join(data, 'remotes', 'catalog', '1.0.0-abc');
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(data, 'session.secret'), 'secret');
      writeFileSync(join(data, 'remotes', 'registry.json'), '{"remotes":{}}');
      writeFileSync(join(data, 'remotes', '.registry.lock'), 'lock');
      writeFileSync(join(folder, 'browser.js'), SCRIPT);
      writeFileSync(join(folder, 'browser.js.br'), brotliCompressSync(SCRIPT));
      writeFileSync(join(folder, 'browser.js.gz'), gzipSync(SCRIPT));
      ({ port } = await open({}, { remotesFolder: join(data, 'remotes') }));
    });

    describe('Releases of remotes', () => {
      const asset = '/remotes/catalog/1.0.0-abc/browser.js';

      test('When a browser takes Brotli or gzip, then it gets what was compressed at publishing, for ever', async () => {
        const br = await raw(port, asset, { 'accept-encoding': 'gzip, deflate, br' });
        expect(br.headers).toMatchObject({
          'content-encoding': 'br',
          'content-type': 'text/javascript',
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'Accept-Encoding',
          'x-content-type-options': 'nosniff',
        });
        expect(brotliDecompressSync(br.body).toString()).toBe(SCRIPT);

        const gz = await raw(port, asset, { 'accept-encoding': 'gzip' });
        expect(gz.headers['content-encoding']).toBe('gzip');
        expect(gunzipSync(gz.body).toString()).toBe(SCRIPT);

        const plain = await raw(port, asset);
        expect(plain.headers).not.toHaveProperty('content-encoding');
        expect(plain.body.toString()).toBe(SCRIPT);
      });

      test('When a publisher’s own files are asked for, then they are not there', async () => {
        expect((await raw(port, '/remotes/.registry.lock')).status).toBe(404);
      });

      test('When the registry is asked for, then it is checked each time, and sent only when it changed', async () => {
        const { headers, body } = await raw(port, '/remotes/registry.json');
        expect(headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'application/json' });
        expect(body.toString()).toBe('{"remotes":{}}');
        expect((await raw(port, '/remotes/registry.json', { 'if-none-match': String(headers.etag) })).status).toBe(304);
      });

      test.each([
        '/remotes/../session.secret',
        '/remotes/%2e%2e/session.secret',
        '/remotes/..%2fsession.secret',
        '/remotes/catalog/..%5c..%5c..%5csession.secret',
        '/remotes//../../session.secret',
        '/remotes/catalog/%00',
        '/remotes/catalog/%ZZ',
        '/remotes/catalog/',
        '/remotes/unknown.js',
      ])('When %s is asked for, then nothing is found', async (path) => {
        const { status, body } = await raw(port, path);
        // What can't be decoded is no path to one of them.
        expect(['404 not-found', '400 bad-request']).toContain(`${status} ${JSON.parse(body.toString()).code}`);
      });

      test('When a range makes no sense, then the whole is sent and the gateway lives on', async () => {
        for (const range of ['bytes=9-2', 'bytes=-5', 'bytes=x-y', 'bytes=999999-']) {
          expect((await raw(port, asset, { range })).body.toString()).toBe(SCRIPT);
        }
      });

      test('When something is to be changed there, then it is refused', async () => {
        expect((await raw(port, asset, {}, 'POST')).status).toBe(405);
        expect((await raw(port, asset, {}, 'HEAD')).status).toBe(200);
      });
    });
  });
}
