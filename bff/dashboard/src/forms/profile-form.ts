import { userApi } from '@tessera/contracts/api/user';
import type { ProfileChanged } from '@tessera/contracts/bff/dashboard';
import { formAction } from '@tessera/service-kit/bff/form';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { typed } from './typed-fields.ts';

const { name, email } = userApi.updateProfile.body.required().shape;

export const profileForm = ({ users, sessionSecret }: Services & { readonly sessionSecret: string }): RequestHandler =>
  formAction({
    name: 'profile',
    schema: z.object({ name: typed(name), email: typed(email) }),
    secret: sessionSecret,
    fallback: '/account#profile',
    keep: ['name', 'email'],
    handle: async (body, req) => {
      const profile = await users.updateProfile({ body, caller: req.session.credentials() });
      req.session.updateUser(profile);
      return { next: '/account?saved=profile#profile', body: { profile } satisfies ProfileChanged };
    },
  });
