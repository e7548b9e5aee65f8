export type Bell = ReturnType<typeof createBell>;

/** Wakes one listener; one that comes after the ring hears it too, once. */
export function createBell() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring(): void {
      rung = true;
      wake?.();
    },
    heard(): Promise<void> {
      if (rung) return Promise.resolve();
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
    isRung: (): boolean => rung,
    silence(): void {
      rung = false;
      wake = undefined;
    },
  };
}
