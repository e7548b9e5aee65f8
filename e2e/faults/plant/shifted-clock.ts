// Loaded into every service before anything else: at SIGUSR2 its clock jumps by as many milliseconds as the file that
// CLOCK_FILE names says. Until then it is the real one. Timers go on as they did, as they do when a real clock jumps.
import { readFileSync } from 'node:fs';

const RealDate = Date;
let offset = 0;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [target.now() + offset] : given, newTarget),
  apply: (target) => new target(target.now() + offset).toString(),
  get: (target, name) => (name === 'now' ? () => target.now() + offset : Reflect.get(target, name)),
});
process.on('SIGUSR2', () => {
  offset = Number(readFileSync(process.env.CLOCK_FILE ?? '', 'utf8'));
});
