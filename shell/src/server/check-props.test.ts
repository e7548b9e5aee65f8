import type { Release } from '@tessera/contracts/remote/release';
import { describe, expect, it } from 'vitest';
import { faultOfProps } from './check-props.ts';

const releaseWith = (props: Record<string, unknown>) =>
  ({ name: 'catalog', version: '1.0.0', fragments: { list: { props } } }) as unknown as Release;

describe('checking props', () => {
  it('When props do not fit the schema of the release, then it is said where', () => {
    const release = releaseWith({ type: 'object', properties: { slug: { type: 'string' } }, required: ['slug'] });
    expect(faultOfProps(release, 'list', { slug: 'oak' })).toBeUndefined();
    expect(faultOfProps(release, 'list', { slug: 7 })).toMatch(/catalog@1\.0\.0 was built for: slug: /);
  });

  it.each([
    { type: 'bogus' },
    { $ref: 'https://example.com/props' },
    { not: { type: 'string' } },
    { pattern: '(', type: 'string' },
  ])('When a release has the schema %j, which can’t be read, then that is its fault and the page goes on', (schema) => {
    expect(faultOfProps(releaseWith(schema), 'list', 'x')).toMatch(/schema of catalog\/list in catalog@1\.0\.0/);
  });
});
