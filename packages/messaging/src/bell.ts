export type Bell = ReturnType<typeof createBell>;

/** Remembers that it was rung until it is silenced. */
export function createBell() {
  let rung = false;
  return {
    ring(): void {
      rung = true;
    },
    isRung: (): boolean => rung,
    silence(): void {
      rung = false;
    },
  };
}
