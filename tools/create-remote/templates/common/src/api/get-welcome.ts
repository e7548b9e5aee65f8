import type { WelcomeScreen } from '@tessera/contracts/bff/__remote__';
import type { ApiFetch } from '@tessera/contracts/remote/api-fetch';
import { getJson } from '@tessera/remote-kit/api';

export const getWelcome = (api: ApiFetch) => getJson<WelcomeScreen>(api, '/screens/welcome');
