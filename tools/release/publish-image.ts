// All that the image of one remote does: makes its release live in the folder that is served as /remotes, unless that
// was done before. What people decided since, a rollback for one, stays as it is.
import { ensurePublished } from './publish.ts';

const { name, version } = await ensurePublished({ from: '/release', to: '/remotes' });
console.log(`${name} ${version} is published.`);
