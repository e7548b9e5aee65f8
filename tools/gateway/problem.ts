import { type ServerResponse, STATUS_CODES } from 'node:http';

/** RFC 9457, as every service answers. */
export function problem(
  response: ServerResponse,
  fault: { status: number; code: string; detail: string },
  headers: Record<string, string> = {},
): void {
  const common = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };
  response.writeHead(fault.status, { ...common, ...headers });
  response.end(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[fault.status], ...fault }));
}
