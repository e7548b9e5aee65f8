import { demoDefault, isForDevelopment } from './installation.ts';

export function readyMessage(port: number, env: NodeJS.ProcessEnv): string {
  const lines = [`\nTessera is ready at http://localhost:${port}`];
  if ((env.DEMO_DATA ?? demoDefault(env)) !== 'off') {
    lines.push('', '  Demo accounts   shopper@tessera.test, admin@tessera.test', '  Password        tessera-demo');
    lines.push('  Sandbox card    4242 4242 4242 4242, any future date, any three digits');
  }
  if (isForDevelopment(env)) {
    lines.push(`  Mailbox         http://localhost:${port}/dev/mailbox`);
    lines.push(`  Remotes         http://localhost:${port}/dev/remotes`);
  }
  lines.push('', 'Ctrl-C stops it; data stays in the data folder.');
  return lines.join('\n');
}
