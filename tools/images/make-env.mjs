// Writes .env from .env.example, each empty secret filled with a fresh one. What is there already stays.
//   node tools/images/make-env.mjs [folder]
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = process.argv[2] ?? path.resolve(import.meta.dirname, '../..');
const file = path.join(root, '.env');
if (existsSync(file)) {
  console.error(
    '.env is there already. Secrets that stores were made with must stay; delete it only with their volumes.',
  );
  process.exit(1);
}

const signingKey = () =>
  generateKeyPairSync('ed25519')
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()
    .trim()
    .replaceAll('\n', '\\n');
const lines = readFileSync(path.join(root, '.env.example'), 'utf8')
  .split('\n')
  .map((line) => {
    const [, name] = /^([A-Z_]+)=$/.exec(line) ?? [];
    if (!name) return line;
    // In single quotes nothing is special, to either generation of Compose.
    return `${name}=${name === 'JWT_PRIVATE_KEY' ? `'${signingKey()}'` : randomBytes(24).toString('hex')}`;
  });
writeFileSync(file, lines.slice(lines.indexOf('') + 1).join('\n'), { mode: 0o600 });
console.log('.env is written. Next: docker-compose up --build');
