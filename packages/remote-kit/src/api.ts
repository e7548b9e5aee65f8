import type { Problem } from '@tessera/contracts/problem';
import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';

/** The BFF refused: `problem.code` is for programs, `message` and `problem.errors` are for the shopper. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}

/** The JSON of a BFF's screen; throws ApiProblem for anything but success. */
export async function getJson<T>(api: ApiFetch, path: string, init?: RequestInit): Promise<T> {
  const response = await api(path, { ...init, headers: { accept: 'application/json', ...init?.headers } });
  if (!response.ok) throw new ApiProblem(await readProblem(response));
  return response.status === 204 ? (undefined as T) : response.json();
}

/** Sends JSON and reads the JSON answer. */
export const sendJson = <T>(api: ApiFetch, method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body: unknown) =>
  getJson<T>(api, path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

/** A gateway or proxy in between may answer without problem+json. */
async function readProblem(response: Response): Promise<Problem> {
  const body = await response.json().catch(() => null);
  if (typeof body?.code === 'string') return body;
  return {
    type: 'about:blank',
    title: 'The shop did not answer. Please try again.',
    status: response.status,
    code: 'unreachable',
  };
}
