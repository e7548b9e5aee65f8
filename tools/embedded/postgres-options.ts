import { PGlite } from '@electric-sql/pglite';

/**
 * PostgreSQL's defaults are for a server: with 128 MB of shared buffers three databases took 675 MB of memory, with
 * these they take 200 MB. Nothing here weakens durability: a commit is in the write-ahead log before it is answered.
 */
const settings = {
  shared_buffers: '8MB',
  wal_buffers: '256kB',
  work_mem: '4MB',
  maintenance_work_mem: '16MB',
  max_connections: '5',
  max_wal_size: '32MB',
  min_wal_size: '32MB',
  jit: 'off',
};

export const postgresOptions = {
  relaxedDurability: false,
  startParams: [
    ...PGlite.defaultStartParams,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ],
};
