/** Next calls this once, before the first request: a fault of the configuration ends the process with its reasons. */
export async function register(): Promise<void> {
  // Written so that the edge runtime's build, which Next makes too, leaves the branch out.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { host } = await import('./server/host.ts');
    try {
      host();
    } catch (error) {
      process.stderr.write(`${(error as Error).message}\n`);
      process.exit(1);
    }
  }
}
