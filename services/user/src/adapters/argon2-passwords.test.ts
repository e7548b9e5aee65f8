import { expect, test } from 'vitest';
import { argon2Passwords } from './argon2-passwords.ts';

test('When a password is hashed, then the PHC string tells the parameters and is new each time', async () => {
  const passwords = await argon2Passwords();
  const [a, b] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
  expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(a).not.toBe(b);
});

test('When a password is verified, then only the right one passes, however its accents are composed', async () => {
  const passwords = await argon2Passwords();
  const hash = await passwords.hash('caf\u00e9 au lait');
  expect(await passwords.verify('cafe\u0301 au lait', hash)).toBe(true);
  expect(await passwords.verify('cafe au lait', hash)).toBe(false);
  expect(await passwords.verify('anything', undefined)).toBe(false);
});

test('When a hash was made elsewhere with other parameters, then it is verified with those', async () => {
  // Written by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  const passwords = await argon2Passwords();
  expect(await passwords.verify('password', reference)).toBe(true);
  await expect(passwords.verify('password', '$2b$10$bcrypt')).rejects.toThrow('Argon2id');
});

test('When a rush is more than can be answered in time, then the last are sent away and the others are served', async () => {
  const passwords = await argon2Passwords();
  const hash = await passwords.hash('correct horse');
  const rush = await Promise.allSettled(Array.from({ length: 60 }, () => passwords.verify('correct horse', hash)));
  const served = rush.filter(({ status }) => status === 'fulfilled');
  expect(served).toHaveLength(52);
  await expect(passwords.verify('correct horse', hash)).resolves.toBe(true);
}, 20_000);

test('When many hash at once, then the event loop stays free', async () => {
  const passwords = await argon2Passwords();
  let ticks = 0;
  const timer = setInterval(() => (ticks += 1), 1);
  await Promise.all(Array.from({ length: 8 }, () => passwords.hash('correct horse')));
  clearInterval(timer);
  expect(ticks).toBeGreaterThan(3);
});
