// Run as a process of its own, to be killed: relays the outbox of one database to one broker.
import { connectDatabase } from '@tessera/service-kit/database';
import { pino } from 'pino';
import { connectEventBus } from '../src/connect-event-bus.ts';
import { startRelay } from '../src/sql-outbox.ts';

const [, , databaseUrl = '', url = ''] = process.argv;
const logger = pino({ level: 'silent' });
const { db } = connectDatabase(databaseUrl);
const bus = await connectEventBus({ url, logger });
startRelay({ db, bus, logger });
process.send?.('relaying');
