import { expect, test } from 'vitest';
import { release } from './release.ts';

test.each(['gifts', 'gift-cards', 'gifts2', 'top-10'])(
  'When a remote may be called "%s", then its BFF may be as well',
  (name) => {
    expect(release.shape.name.safeParse(name).success).toBe(true);
    expect(release.shape.bff.safeParse(`/api/${name}`).success).toBe(true);
  },
);

test.each(['/api/', '/api/2gifts', '/api/-gifts', '/api/gifts/', '/api/../dev', '/gifts'])(
  'When the prefix of a BFF is "%s", then it is refused',
  (prefix) => {
    expect(release.shape.bff.safeParse(prefix).success).toBe(false);
  },
);
