import type { Type } from '@angular/core';

/** Has the fragment's props and `screen` as inputs. */
export type FragmentComponent<_Props = unknown, _Screen = unknown> = Type<unknown>;
