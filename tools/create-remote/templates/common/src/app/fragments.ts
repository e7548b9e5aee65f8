import type { Fragment } from '../fragment/fragment.ts';

/** Which feature answers for which fragment; each is a chunk of its own in the browser. */
const features: Record<string, () => Promise<{ fragment: Fragment }>> = {
  welcome: () => import('../features/welcome/fragment.ts'),
};

export async function findFragment(name: string): Promise<Fragment> {
  const feature = features[name];
  if (!feature) throw new Error(`The remote __remote__ has no fragment "${name}"`);
  return (await feature()).fragment;
}
