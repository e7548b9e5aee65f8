/** An event that no retry will ever make right: it is dead-lettered at once. */
export class UnusableEvent extends Error {
  override readonly name = 'UnusableEvent';
}
