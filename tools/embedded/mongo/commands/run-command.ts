import type { Document } from 'bson';
import { MongoError } from '../mongo-error.ts';
import * as catalogCommands from './catalog-commands.ts';
import { type Command, type Context, refuseUnknownOptions } from './command.ts';
import { findAndModify } from './find-and-modify.ts';
import { buildInfo, endSessions, hello, ping } from './handshake.ts';
import * as readCommands from './read.ts';
import * as writeCommands from './write.ts';

const COMMANDS = new Map<string, Command>(
  Object.entries({
    hello,
    isMaster: hello,
    ismaster: hello,
    ping,
    buildInfo,
    buildinfo: buildInfo,
    endSessions,
    findAndModify,
    findandmodify: findAndModify,
    ...readCommands,
    ...writeCommands,
    ...catalogCommands,
  }),
);

/** Answers one command; a refusal is an answer too. */
export function runCommand(command: Document, context: Context): Document {
  const name = Object.keys(command)[0] ?? '';
  try {
    const found = COMMANDS.get(name);
    if (!found) throw new MongoError('CommandNotFound', `no such command: '${name}' (the embedded server lacks it)`);
    refuseUnknownOptions(name, command, found.options);
    return { ...found.run(command, context), ok: 1 };
  } catch (error) {
    return MongoError.from(error).toReply();
  }
}
