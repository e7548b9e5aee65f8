import { temporaryFolder } from '@tessera/testing/temporary-folder';
import { expect, test } from 'vitest';
import { publishRelease } from '../../release/publish.ts';
import { builtRelease } from '../../release/test/built-release.ts';
import { servedReleases } from './served-releases.ts';

test('When a release is asked for by a name that every object has, then there is none', async () => {
  const to = await temporaryFolder();
  await publishRelease({ from: await builtRelease(), to });
  const { find } = servedReleases(to);

  expect(find('catalog', '1.0.0-a')).toMatchObject({ name: 'catalog' });
  expect(find('constructor', '1.0.0-a')).toBeUndefined();
  expect(find('catalog', 'constructor')).toBeUndefined();
});
