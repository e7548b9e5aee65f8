import { remoteBuild } from '@tessera/remote-kit/build';

export default await remoteBuild({
  root: import.meta.dirname,
  name: '__remote__',
  framework: 'React 19.3',
  team: '__team__',
  bff: '/api/__remote__',
  plugins: [],
  side: () => ({ tools: { swc: { jsc: { transform: { react: { runtime: 'automatic' } } } } } }),
});
