import { remoteBuild } from '@tessera/remote-kit/build';

/** The smallest remote there can be. It borrows the name of one that the contract knows. */
export default await remoteBuild({
  root: import.meta.dirname,
  name: 'dashboard',
  framework: 'none',
  team: 'Test',
  bff: '/api/dashboard',
  plugins: [],
});
