import { expect, test } from 'vitest';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { loadCatalog } from './catalog.ts';
import { openDocumentStore } from './document-store.ts';
import { removeExpired } from './expiry.ts';

test('When the time of a document is over, then it is removed, and one without a time stays', () => {
  const store = openDocumentStore(temporaryFolder());
  const catalog = loadCatalog(store);
  const sessions = catalog.ensure('shop.sessions');
  sessions.addIndex({ name: 'end_1', key: { end: 1 }, expireAfterSeconds: 10 });
  for (const [_id, end] of [
    [1, new Date(0)],
    [2, new Date(1)],
    [3, undefined],
  ])
    sessions.insert({ _id, end });

  removeExpired(catalog, new Date(10_000));

  expect([...sessions.candidates({})].map(({ _id }) => _id)).toEqual([2, 3]);
  store.close();
});
