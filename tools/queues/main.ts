// `npm run queues -- <command>`: what waits, what could not be handled and why, and how it is delivered anew.
import { runQueues } from './run-queues.ts';

process.exitCode = await runQueues(process.argv.slice(2), {
  env: process.env,
  print: (text) => console.log(text),
  note: (text) => console.error(text),
});
