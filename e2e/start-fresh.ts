// Starts Tessera on data of its own, away from what `npm start` keeps.
import { rmSync } from 'node:fs';
import path from 'node:path';

process.env.DATA_DIR = path.resolve(import.meta.dirname, '../.cache/e2e-data');
rmSync(process.env.DATA_DIR, { recursive: true, force: true });
await import('../tools/start/main.ts');
