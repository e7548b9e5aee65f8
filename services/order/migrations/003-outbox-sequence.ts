import { addOutboxSequence } from '@tessera/messaging/sql-outbox';
import type { Migration } from 'kysely/migration';

export const outboxSequence: Migration = { up: addOutboxSequence };
