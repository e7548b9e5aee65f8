import { MAX_MESSAGE_BYTES } from '../message-stream.ts';
import type { Command } from './command.ts';

const VERSION = '7.0.0';

/** A standalone server of wire version 21 (MongoDB 7.0); no replica set, so neither transactions nor change streams. */
export const hello: Command = {
  options: ['helloOk', 'client', 'compression', 'loadBalanced', 'topologyVersion', 'maxAwaitTimeMS', 'backpressure'],
  run: (_, { connectionId }) => ({
    helloOk: true,
    ismaster: true,
    isWritablePrimary: true,
    maxBsonObjectSize: 16 * 1024 * 1024,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  }),
};
export const ping: Command = { run: () => ({}) };
export const buildInfo: Command = {
  run: () => ({
    version: VERSION,
    versionArray: [...VERSION.split('.').map(Number), 0],
    modules: ['tessera-embedded'],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16 * 1024 * 1024,
  }),
};
export const endSessions: Command = { run: () => ({}) };
