import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError } from '@tessera/service-kit/problem-error';
import type { RequestHandler } from 'express';

const FILE = /^[\da-f]{4,5}(-[\da-f]{4,5})*\.webp$/;
const folder = fileURLToPath(
  import.meta.resolve('@lobehub/fluent-emoji-3d/package.json').replace('package.json', 'assets'),
);

export const picturePath = (file: string) => path.join(folder, file);

/** The pictures of the package, which never change under their names. */
export const media: RequestHandler<{ file: string }> = (request, response, next) => {
  const missing = () => next(new DomainError('picture-not-found', 'There is no such picture.'));
  if (!FILE.test(request.params.file)) return missing();
  response.sendFile(request.params.file, { root: folder, immutable: true, maxAge: '1y' }, (error) => {
    if (!error || response.headersSent) return;
    if ((error as { status?: number }).status === 404) missing();
    else next(error);
  });
};
