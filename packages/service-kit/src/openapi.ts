import type { Api, Endpoint } from '@tessera/contracts/endpoint';
import { problem } from '@tessera/contracts/problem';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';

/** OpenAPI 3.1 of an API, made from the schemas that its server validates with. */
export function openApiDocument(name: string, api: Api): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [operationId, endpoint] of Object.entries(api)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(operationId, endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: `Tessera ${name} service`, version: '1' },
    paths: paths as ZodOpenApiPathsObject,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        guest: { type: 'apiKey', in: 'header', name: 'x-guest-id' },
      },
    },
  });
}

function operation(operationId: string, endpoint: Endpoint): ZodOpenApiOperationObject {
  const { params, query, headers, body, access } = endpoint;
  return {
    operationId,
    summary: endpoint.summary,
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    ...(access === 'public'
      ? {}
      : { security: access === 'shopper' ? [{ bearer: [] }, { guest: [] }] : [{ bearer: [] }] }),
    responses: { ...success(endpoint), ...failures(endpoint) },
  };
}

function success({ status, response }: Endpoint): ZodOpenApiOperationObject['responses'] {
  if (status === 204) return { '204': { description: 'Done' } };
  const content = response ? { 'application/json': { schema: response } } : { 'text/event-stream': {} };
  return { [`${status ?? 200}`]: { description: 'Success', content } } as ZodOpenApiOperationObject['responses'];
}

function failures({
  access,
  params,
  query,
  headers,
  body,
  problems = {},
}: Endpoint): ZodOpenApiOperationObject['responses'] {
  const codes: Record<string, string[]> = {};
  const add = (status: number | string, ...more: string[]) => {
    codes[status] = [...(codes[status] ?? []), ...more];
  };
  if (params || query || headers || body) add(400, 'invalid-input');
  if (access !== 'public') add(401, 'unauthenticated');
  if (access === 'catalog-manager' || access === 'admin') add(403, 'forbidden');
  for (const [status, list] of Object.entries(problems)) add(status, ...list);
  return Object.fromEntries(
    Object.entries(codes).map(([status, list]) => [
      status,
      { description: list.join(', '), content: { 'application/problem+json': { schema: problem } } },
    ]),
  );
}
