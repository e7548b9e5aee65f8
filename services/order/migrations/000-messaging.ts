import { createMessagingTables } from '@tessera/messaging/sql-outbox';
import type { Migration } from 'kysely/migration';

export const messaging: Migration = { up: createMessagingTables };
