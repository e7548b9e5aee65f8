import { get } from 'node:http';
import { buffer } from 'node:stream/consumers';

interface Raw {
  readonly status?: number | undefined;
  readonly headers: Record<string, unknown>;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** As it is on the wire: `fetch` would resolve paths, unpack answers and choose the host. */
export function raw(port: number, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<Raw>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path, headers, method }, async (answer) => {
      const { statusCode: status, rawHeaders } = answer;
      resolve({ status, headers: answer.headers, rawHeaders, body: await buffer(answer) });
    }).on('error', reject);
  });
}
