const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

/** A unique key is taken: PostgreSQL's SQLSTATE or MySQL's symbol. */
export const isDuplicate = (error: unknown): boolean => ['23505', 'ER_DUP_ENTRY'].includes(codeOf(error));

/** The database gave this transaction up in favour of another; the same again may work. */
export const isContention = (error: unknown): boolean =>
  ['40001', '40P01', 'ER_LOCK_DEADLOCK', 'ER_LOCK_WAIT_TIMEOUT', 'ER_CHECKREAD'].includes(codeOf(error));
