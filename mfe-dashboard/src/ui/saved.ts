import { inject } from '@angular/core';
import { FRAGMENT_CONTEXT } from '../fragment/fragment-context.ts';

/** The page was redirected to by the BFF after this plain form went well: `/account?saved=profile#profile`. */
export const injectSaved = (form: string): boolean =>
  new URL(inject(FRAGMENT_CONTEXT).url, 'http://tessera').searchParams.get('saved') === form;
