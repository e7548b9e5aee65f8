import { type ServerResponse, STATUS_CODES } from 'node:http';

export interface Fault {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** RFC 9457, as every service answers. */
export function problem(response: ServerResponse, fault: Fault, headers: Record<string, string> = {}): void {
  const common = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };
  response.writeHead(fault.status, { ...common, ...headers });
  response.end(problemBody(fault));
}

export const problemBody = (fault: Fault): string =>
  JSON.stringify({ type: 'about:blank', title: STATUS_CODES[fault.status], ...fault });
