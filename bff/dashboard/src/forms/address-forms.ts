import type { AddressesChanged } from '@tessera/contracts/bff/dashboard';
import { address, id, idempotencyKey } from '@tessera/contracts/primitives';
import type { Credentials } from '@tessera/service-kit/api-client';
import { formAction } from '@tessera/service-kit/bff/form';
import { settle } from '@tessera/service-kit/bff/screen';
import { HttpProblem } from '@tessera/service-kit/http-problem';
import { newId } from '@tessera/service-kit/system';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { ticked, typed } from './typed-fields.ts';

const { name, line1, line2, postalCode, city, country } = address.shape;
const schema = z.object({
  name: typed(name),
  line1: typed(line1),
  line2: typed(line2),
  postalCode: typed(postalCode),
  city: typed(city),
  country: typed(country),
  isDefault: ticked,
});
/** `id` tells the page which address's form it was. */
const keep = ['id', 'name', 'line1', 'line2', 'postalCode', 'city', 'country'];

/** Add, replace and delete; each answers with the list as it is then. */
export function addressForms({ users, sessionSecret }: Services & { readonly sessionSecret: string }): {
  readonly [action in 'add' | 'replace' | 'remove']: RequestHandler;
} {
  const common = { name: 'address', secret: sessionSecret, fallback: '/account#addresses' };
  const changed = async (caller: Credentials) => {
    const list = await settle(users.listAddresses({ caller }), null);
    return {
      next: '/account?saved=address#addresses',
      body: { addresses: list?.items ?? null } satisfies AddressesChanged,
    };
  };
  return {
    add: formAction({
      ...common,
      schema: schema.extend({ idempotencyKey: idempotencyKey.optional() }),
      keep,
      handle: async ({ idempotencyKey: key = newId(), ...body }, req) => {
        const caller = req.session.credentials();
        await users.addAddress({ headers: { 'idempotency-key': key }, body, caller });
        return changed(caller);
      },
    }),
    replace: formAction({
      ...common,
      schema,
      keep,
      handle: async (body, req) => {
        const caller = req.session.credentials();
        await users.updateAddress({ params: { id: addressId(req) }, body, caller });
        return changed(caller);
      },
    }),
    remove: formAction({
      ...common,
      schema: z.object({}),
      handle: async (_, req) => {
        const caller = req.session.credentials();
        await users.deleteAddress({ params: { id: addressId(req) }, caller });
        return changed(caller);
      },
    }),
  };
}

/** What is no id at all is no address of the shopper's either. */
function addressId(req: Request): string {
  const parsed = id.safeParse(req.params.id);
  if (!parsed.success) throw new HttpProblem(404, 'address-not-found', 'There is no such address in your account.');
  return parsed.data;
}
