import type { Order } from './arguments.ts';

/** What to do now, in the order in which one would. */
export function nextSteps({ name, install }: Pick<Order, 'name' | 'install'>): string {
  const steps: [command: string, gives: string][] = [
    [`npm run dev -w mfe-${name}`, 'the remote alone, in all its states'],
    [`npm test -w mfe-${name}`, 'its tests, in a real browser'],
    [`npm test -w bff/${name}`, 'those of its BFF'],
    ['npm start', `the whole shop: http://localhost:8080/${name}`],
    [`npm run build -w mfe-${name} && npm run release -- publish ${name}`, 'to a shop that is running'],
  ];
  if (!install) steps.unshift(['npm install', 'what the new workspaces need']);
  return `\nNext:\n${steps.map(([command, gives]) => `  ${command.padEnd(34)}  # ${gives}`).join('\n')}\n`;
}
