// Evaluates a server container apart from the command that judges it.
import { parentPort, workerData } from 'node:worker_threads';
import { loadContainer } from '@tessera/remote-kit/load-container';

await loadContainer(workerData.path);
parentPort?.postMessage('ready');
