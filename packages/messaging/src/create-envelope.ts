import type { EventDefinition, EventEnvelope } from '@tessera/contracts/events/event';
import type { z } from 'zod';

/** `subject` is the aggregate's id; `id` is what consumers do a thing once by. Throws a ZodError for data that breaks the contract. */
export function createEnvelope<Type extends string, Data extends z.ZodType>(
  definition: EventDefinition<Type, Data>,
  event: {
    source: string;
    subject: string;
    data: z.input<Data>;
    id: string;
    time: Date | string;
    traceparent?: string;
  },
): EventEnvelope<z.output<Data>> {
  const { source, subject, data, id, time, traceparent } = event;
  return {
    specversion: '1.0',
    id,
    source,
    type: definition.type,
    dataschema: `urn:tessera:event:${definition.type}:${definition.version}`,
    time: time instanceof Date ? time.toISOString() : time,
    subject,
    ...(traceparent ? { traceparent } : {}),
    data: definition.data.parse(data),
  };
}
