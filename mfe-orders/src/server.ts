import type { ServerEntry } from '@tessera/contracts/remote/server-entry';
import { render as renderFragment } from './app/render.tsx';

export const render: ServerEntry['render'] = renderFragment;
