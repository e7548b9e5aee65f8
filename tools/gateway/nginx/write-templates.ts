// For the gateway's image: the configuration with `${NAME}` where only a running container knows (nginx/start fills it
// in), and the answers of its own.   node write-templates.ts <folder>
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { PARTS } from '../../start/addresses.ts';
import { nginxConfig } from './config.ts';
import { prepareFolder } from './error-pages.ts';

/** In a container every process listens there; the part is the name of its host. */
const PORT = 8080;

const [folder = ''] = process.argv.slice(2);
if (!folder) throw new Error('Say which folder: node write-templates.ts <folder>');

prepareFolder(folder);
for (const kind of ['production', 'development']) {
  const config = nginxConfig({
    listen: String(PORT),
    servers: Object.fromEntries(PARTS.map((part) => [part, [`${part}:${PORT}`]])),
    remotesFolder: '/remotes',
    folder,
    accessLog: '/dev/stdout',
    errorLog: 'stderr',
    development: kind === 'development',
    scheme: '${SCHEME}',
    transportSecurity: '${TRANSPORT_SECURITY}',
    countedBy: '${COUNTED_BY}',
    addresses: '${TRUSTED}',
    resolver: '${RESOLVER}',
  });
  writeFileSync(path.join(folder, `${kind}.template`), config);
}
