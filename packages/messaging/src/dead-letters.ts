/** A broker's queues as an operator sees them. Each call rejects when the broker does not answer in time. */
export interface DeadLetters {
  /** The consumers' queues, and those with events that nobody consumes. */
  list(): Promise<QueueState[]>;
  /** The oldest letters of a queue; they stay where they are. */
  show(queue: string, limit: number): Promise<Letter[]>;
  /**
   * Has letters delivered anew, as if they had never failed: to the queue where they died, those that nobody consumed to
   * whoever does now, or to the queue `to`. Each is safe there before it leaves here.
   */
  replay(queue: string, options: { id?: string; to?: string }): Promise<{ moved: number; kept: number }>;
  /** Deletes a letter for good; false when there is none of that id. */
  drop(queue: string, id: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface QueueState {
  readonly queue: string;
  /** Events to be delivered. */
  readonly ready: number;
  /** Failed deliveries that sit out a pause. */
  readonly waiting: number;
  readonly dead: number;
  /** Instances that consume; undefined where that is not known. */
  readonly consumers?: number;
}

export interface Letter {
  readonly id: string;
  readonly type: string;
  /** Why it was given up; undefined for an event that nobody consumes. */
  readonly reason?: string;
  readonly failures: number;
  /** ISO 8601 */
  readonly diedAt?: string;
  /** What is in the message, whether or not it can be read. */
  readonly content: string;
}

/** `tessera.unrouted.<type>` holds events that nobody consumes; they are replayed to consumers of their type. */
export const UNROUTED = 'tessera.unrouted.';
export const isUnrouted = (queue: string): boolean => queue.startsWith(UNROUTED);

/** There is no such queue, or not for this purpose. */
export class NoSuchQueue extends Error {
  override readonly name = 'NoSuchQueue';
}
