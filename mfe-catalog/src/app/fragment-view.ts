/** What a fragment shows: its screen once there is one. `retry` is there when loading failed. */
export interface FragmentView {
  screen: unknown;
  retry: (() => void) | null;
}
