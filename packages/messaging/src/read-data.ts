import type { EventDefinition, EventEnvelope } from '@tessera/contracts/events/event';
import { z } from 'zod';
import { UnusableEvent } from './unusable-event.ts';

const cloudEvent = z.looseObject({
  id: z.string().min(1),
  type: z.string().min(1),
  subject: z.string(),
  dataschema: z.string(),
  data: z.unknown(),
});

/** The envelope in a message. Throws UnusableEvent for what is none. */
export function readEnvelope(text: string): EventEnvelope {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UnusableEvent('The message is not JSON', { cause });
  }
  const parsed = cloudEvent.safeParse(json);
  if (!parsed.success) throw new UnusableEvent(`The message is no CloudEvent: ${faultsOf(parsed.error)}`);
  return json as EventEnvelope;
}

/**
 * The event's data as the definition's current version. Throws UnusableEvent for data that breaks the contract and for
 * a version that is not read any more; an Error for a version that only newer code can read, which may come to it later.
 */
export function readData<Type extends string, Data extends z.ZodType>(
  definition: EventDefinition<Type, Data>,
  envelope: EventEnvelope,
): z.output<Data> {
  const { type } = definition;
  const parsed = definition.data.safeParse(toCurrent(definition, envelope));
  if (!parsed.success) throw new UnusableEvent(`${type} ${envelope.id}: ${faultsOf(parsed.error)}`);
  return parsed.data;
}

function toCurrent(definition: EventDefinition, envelope: EventEnvelope): unknown {
  const { type, former = [] } = definition;
  const version = versionOf(envelope);
  if (version === definition.version) return envelope.data;
  if (version > definition.version) {
    throw new Error(`${type} ${envelope.id} is version ${version}; this consumer reads up to ${definition.version}`);
  }
  const known = former.find((each) => each.version === version);
  if (!known) throw new UnusableEvent(`${type} ${envelope.id} is version ${version}, which nobody reads any more`);
  try {
    return known.toCurrent(envelope.data);
  } catch (cause) {
    const why = cause instanceof z.ZodError ? faultsOf(cause) : String(cause);
    throw new UnusableEvent(`${type} ${envelope.id}, version ${version}: ${why}`, { cause });
  }
}

function versionOf({ type, id, dataschema }: EventEnvelope): number {
  const version = Number(/^urn:tessera:event:.+:([1-9]\d*)$/.exec(dataschema)?.[1]);
  if (!version) throw new UnusableEvent(`${type} ${id} does not tell its version: its dataschema is "${dataschema}"`);
  return version;
}

const faultsOf = (error: z.ZodError): string => z.prettifyError(error).replaceAll('\n', ' ');
