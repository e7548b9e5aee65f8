import { applyUpdate, upsertedDocument } from '../apply-update.ts';
import { project, select } from '../query.ts';
import { type Command, namespaceOf } from './command.ts';

/** Changes or removes one document and answers with it, as it was or (`new`) as it is. */
export const findAndModify: Command = {
  options: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'arrayFilters',
    'bypassDocumentValidation',
    'hint',
  ],
  run(command, context) {
    const namespace = namespaceOf(command.findAndModify ?? command.findandmodify, context);
    const collection = context.catalog.ensure(namespace);
    const { query: filter = {}, sort, update, fields } = command;
    const shown = (document: object) => project([document], fields, filter)[0] ?? null;
    const [found] = select(collection.candidates(filter), { filter, sort, limit: 1 });
    if (command.remove) {
      if (found) collection.remove(found);
      return { lastErrorObject: { n: found ? 1 : 0 }, value: found ? shown(found) : null };
    }
    const change = { filter, update, arrayFilters: command.arrayFilters };
    if (found) {
      const next = applyUpdate(found, change);
      collection.replace(found, next);
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: shown(command.new ? next : found) };
    }
    if (!command.upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
    const created = collection.insert(upsertedDocument(change));
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: created._id },
      value: command.new ? shown(created) : null,
    };
  },
};
