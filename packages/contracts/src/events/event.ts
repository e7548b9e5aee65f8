import type { z } from 'zod';

/** Declares an event: `type` is also its routing key; `version` grows when `data` changes incompatibly. */
export interface EventDefinition<Type extends string = string, Data extends z.ZodType = z.ZodType> {
  readonly type: Type;
  readonly version: number;
  readonly data: Data;
  /** Versions that producers of yesterday still send. Consumers get them as the current one. */
  readonly former?: readonly FormerVersion<z.input<Data>>[];
}
export interface FormerVersion<Current> {
  readonly version: number;
  /** From data of that version, unchecked, to that of the current one. Throws for what it can't read. */
  readonly toCurrent: (data: unknown) => Current;
}
export const defineEvent = <const T extends string, D extends z.ZodType>(
  definition: EventDefinition<T, D>,
): EventDefinition<T, D> => definition;

/** CloudEvents 1.0, JSON format. `subject` is the aggregate's id; `dataschema` carries the version. */
export interface EventEnvelope<Data = unknown> {
  readonly specversion: '1.0';
  /** UUIDv7; consumers use it to do a thing once. */
  readonly id: string;
  /** `/services/order` */
  readonly source: string;
  readonly type: string;
  readonly dataschema: string;
  readonly time: string;
  readonly subject: string;
  readonly traceparent?: string;
  readonly data: Data;
}
