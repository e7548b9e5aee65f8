/** What a fragment shows at one moment. `screen` is its BFF's answer; the server renders nothing but `ready`. */
export type View =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; retry(): void }
  | { readonly status: 'ready'; readonly props: object; readonly screen: unknown };

export const ready = (props: unknown, screen: unknown): View => ({ status: 'ready', props: props as object, screen });

/** A view in the page, drawn anew by `show`. */
export interface MountedView {
  show(view: View): void;
  unmount(): void;
}
