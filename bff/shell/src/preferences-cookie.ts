import { initialPreferences, type PreferencesState } from '@tessera/contracts/state/preferences';
import { readCookie, writeCookie } from '@tessera/service-kit/bff/cookies';
import type { Request, Response } from 'express';
import { z } from 'zod';

const NAME = 'tessera_preferences';
const YEAR_MS = 365 * 86_400_000;

export const theme = z.enum(['system', 'light', 'dark']);
const stored = z.object({ theme: theme.catch(initialPreferences.theme) });

/** No secret: `theme=dark`. */
export function readPreferences(req: Request): PreferencesState {
  const fields = Object.fromEntries(new URLSearchParams(readCookie(req, NAME)));
  return { ...initialPreferences, ...stored.parse(fields) };
}

export function writePreferences(res: Response, chosen: z.infer<typeof stored>, secure: boolean): void {
  writeCookie(res, NAME, new URLSearchParams(chosen).toString(), { maxAge: YEAR_MS, secure });
}
