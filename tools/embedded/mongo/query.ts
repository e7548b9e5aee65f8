import type { Document } from 'bson';
import { Aggregator, ProcessingMode, Query } from 'mingo';

/** Requests never bring code to run (`$where`, `$function`), and what is stored is never handed out to be changed. */
export const queryOptions = { scriptEnabled: false, processingMode: ProcessingMode.CLONE_INPUT };

export function matcher(filter: Document): (document: Document) => boolean {
  const query = new Query(filter, queryOptions);
  return (document) => query.test(document);
}

export interface Selection {
  readonly filter?: Document;
  readonly sort?: Document;
  readonly skip?: number;
  /** 0 for all. */
  readonly limit?: number;
}

/** The documents of a selection in its order, themselves, not copies. */
export function select(
  documents: Iterable<Document>,
  { filter = {}, sort, skip = 0, limit = 0 }: Selection,
): Document[] {
  const matches = matcher(filter);
  let found = [...documents].filter(matches);
  if (sort && Object.keys(sort).length > 0) {
    found = new Query({}, { ...queryOptions, processingMode: ProcessingMode.CLONE_OFF })
      .find<Document>(found)
      .sort(sort)
      .all();
  }
  return found.slice(skip, limit ? skip + Math.abs(limit) : undefined);
}

export function project(documents: Document[], projection: Document | undefined, filter: Document = {}): Document[] {
  if (!projection || Object.keys(projection).length === 0) return documents;
  return new Query(filter, queryOptions).find<Document>(documents, projection).all();
}

export function aggregate(
  documents: Iterable<Document>,
  pipeline: Document[],
  collectionResolver: (name: string) => Document[],
): Document[] {
  return new Aggregator(pipeline, { ...queryOptions, collectionResolver }).run([...documents]) as Document[];
}
