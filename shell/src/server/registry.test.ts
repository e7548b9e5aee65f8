import { describe, expect, it } from 'vitest';
import { createRegistryReader } from './registry.ts';

const registryOf = (stable: string) => ({ remotes: { catalog: { stable, history: [], releases: {} } } });
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function reading() {
  const world = { now: 0, reads: 0, served: registryOf('1.0.0') as unknown, down: false };
  const reader = createRegistryReader(
    async () => {
      world.reads++;
      if (world.down) throw new Error('down');
      return bytes(world.served);
    },
    1000,
    () => world.now,
  );
  return { world, stable: async () => (await reader.read()).remotes.catalog?.stable };
}

describe('the registry', () => {
  it('When many pages ask at once, then it is read once', async () => {
    const { world, stable } = reading();
    expect(await Promise.all([stable(), stable(), stable()])).toEqual(['1.0.0', '1.0.0', '1.0.0']);
    expect(world.reads).toBe(1);
  });

  it('When it has grown old, then the old one is served while the new one is read', async () => {
    const { world, stable } = reading();
    await stable();
    world.served = registryOf('2.0.0');
    world.now = 1000;
    expect(await stable()).toBe('1.0.0');
    await settled();
    expect(await stable()).toBe('2.0.0');
  });

  it('When it can’t be read any more, or is nonsense, then the last good one stays', async () => {
    const { world, stable } = reading();
    await stable();
    world.down = true;
    world.now = 1000;
    await stable();
    await settled();
    world.down = false;
    world.served = { remotes: { '../evil': {} } };
    world.now = 2000;
    await stable();
    await settled();
    expect(await stable()).toBe('1.0.0');
  });

  it('When there never was one, then that is said at once, and tried again after a moment', async () => {
    const { world, stable } = reading();
    world.down = true;
    await expect(stable()).rejects.toThrow('down');
    await expect(stable()).rejects.toThrow('down');
    expect(world.reads).toBe(1);
    world.down = false;
    world.now = 500;
    expect(await stable()).toBe('1.0.0');
  });
});
