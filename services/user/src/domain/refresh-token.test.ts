import { describe, expect, test } from 'vitest';
import { FAMILY_LIFE_MS, familyIdOf, newFamily, rotate } from './refresh-token.ts';

const now = new Date('2026-01-01T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const rotated = (...[family, token, at]: Parameters<typeof rotate>) => {
  const rotation = rotate(family, token, at);
  if (rotation.kind !== 'rotated') throw new Error(rotation.kind);
  return rotation;
};

describe('A family of refresh tokens', () => {
  test('When it begins, then its token names it, and nothing that is stored is the token', () => {
    const { family, token } = newFamily('user', now);
    expect(familyIdOf(token)).toBe(family.id);
    expect(JSON.stringify(family)).not.toContain(token.split('.')[1]);
    expect(family.expiresAt.getTime()).toBe(now.getTime() + FAMILY_LIFE_MS);
  });

  test('When the current token comes, then the next one takes its place and the life begins anew', () => {
    const { family, token } = newFamily('user', now);
    const next = rotated(family, token, later(60));
    expect(next.token).not.toBe(token);
    expect(next.family.expiresAt).toEqual(new Date(later(60).getTime() + FAMILY_LIFE_MS));
    expect(rotated(next.family, next.token, later(120)).kind).toBe('rotated');
  });

  test('When the former token comes again within ten seconds, then it gets the same successor', () => {
    const { family, token } = newFamily('user', now);
    const next = rotated(family, token, now);
    expect(rotate(next.family, token, later(10))).toEqual({ kind: 'repeated', token: next.token });
    expect(rotate(next.family, token, later(11)).kind).toBe('reused');
  });

  test('When a token from before the former one comes, then it was reused, however soon', () => {
    const { family, token } = newFamily('user', now);
    const second = rotated(family, token, now);
    const third = rotated(second.family, second.token, now);
    expect(rotate(third.family, token, now).kind).toBe('reused');
  });

  test('When two families are compared, then the successors of one say nothing of the other', () => {
    const [a, b] = [newFamily('user', now), newFamily('user', now)];
    expect(rotate(a.family, b.token, now).kind).toBe('reused');
    const foreign = { ...a.family, key: b.family.key };
    expect(rotated(foreign, a.token, now).token).not.toBe(rotated(a.family, a.token, now).token);
  });

  test('When its time is over, then it is expired', () => {
    const { family, token } = newFamily('user', now);
    expect(rotate(family, token, family.expiresAt).kind).toBe('expired');
  });

  test.each(['', '.', 'x.y', `${'a'.repeat(24)}.${'b'.repeat(42)}`, `${'a'.repeat(24)}.${'b'.repeat(43)}\n`])(
    'When %j comes, then it is no token',
    (text) => expect(familyIdOf(text)).toBeNull(),
  );
});
