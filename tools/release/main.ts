// `npm run release -- <command>`: what is live, and how that changes.
import { runRelease } from './run-release.ts';

process.exitCode = await runRelease(process.argv.slice(2), {
  env: process.env,
  now: () => new Date(),
  print: (text) => console.log(text),
  note: (text) => console.error(text),
});
