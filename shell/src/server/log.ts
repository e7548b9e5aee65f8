type Facts = Readonly<Record<string, unknown>>;

/** One JSON line, as the services write them. */
function write(level: 'info' | 'warn', message: string, { error, ...rest }: Facts): void {
  const line = { level, time: new Date().toISOString(), name: 'shell', msg: message, ...rest };
  process.stdout.write(`${JSON.stringify(error === undefined ? line : { ...line, error: describeError(error) })}\n`);
}

export const logInfo = (message: string, facts: Facts): void => write('info', message, facts);
export const logWarning = (message: string, facts: Facts): void => write('warn', message, facts);

export const describeError = (error: unknown): string =>
  error instanceof Error
    ? `${error.message}${error.cause instanceof Error ? ` (${error.cause.message})` : ''}`
    : String(error);
