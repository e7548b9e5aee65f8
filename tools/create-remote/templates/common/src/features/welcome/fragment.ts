import { getWelcome } from '../../api/get-welcome.ts';
import { defineFragment } from '../../fragment/fragment.ts';
import Welcome from './welcome.__ext__';

export const fragment = defineFragment('__remote__/welcome', {
  component: Welcome,
  load: ({ api }) => getWelcome(api),
});
