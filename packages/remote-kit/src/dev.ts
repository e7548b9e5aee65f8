import { startDevServer } from './dev-server.ts';

/** `npm run dev` in a remote's folder. */
process.env.NODE_ENV ??= 'development';
const port = Number(process.env.PORT || 3100);
try {
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Error(`PORT is "${process.env.PORT}": give a number`);
  const started = Date.now();
  const { url, remote, close } = await startDevServer({
    root: process.cwd(),
    port,
    watch: true,
    bffUrl: process.env.BFF_URL || undefined,
  });
  console.log(`
The remote runs alone at ${url} (ready in ${((Date.now() - started) / 1000).toFixed(1)} s): all fragments, all states.
To try it in a running shop, add this to any of its addresses:  ?remote=${remote}@${url}
Data: ${process.env.BFF_URL ? `the BFF at ${process.env.BFF_URL}` : 'the stand-in of src/dev.ts; BFF_URL=<address> uses a running BFF'}
Ctrl-C stops it.`);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void close().then(() => process.exit(0));
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
