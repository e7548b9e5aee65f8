import { actionSchemas } from '@tessera/contracts/state/action-schemas';
import { STATE_VERSION } from '@tessera/contracts/state/shared-state';
import { z } from 'zod';

const schemas: Readonly<Record<string, z.ZodType>> = actionSchemas;

/**
 * For `createStore(state, { check })` in development: throws for an action that the contract does not know, or that
 * carries something else than the contract says. Import it dynamically: it brings zod.
 */
export function checkAction(action: unknown): void {
  const { type, payload } = (action ?? {}) as { type?: unknown; payload?: unknown };
  const schema = typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type] : undefined;
  if (!schema) {
    const known = Object.keys(schemas).join(', ');
    throw new Error(`"${String(type)}" is no action of the shared state, version ${STATE_VERSION}. There are ${known}`);
  }
  const result = schema.safeParse(payload);
  if (!result.success) {
    throw new Error(`The payload of "${type}" is not what the contract says: ${z.prettifyError(result.error)}`);
  }
}
