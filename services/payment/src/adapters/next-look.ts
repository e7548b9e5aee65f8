/** Soon after the beginning, when most shoppers are done, then ever more rarely: the webhook should have told. */
const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;

export function nextLook(createdAt: Date, now: Date): Date {
  const age = now.getTime() - createdAt.getTime();
  return new Date(now.getTime() + Math.min(Math.max(age, FIRST_MS), LONGEST_MS));
}
