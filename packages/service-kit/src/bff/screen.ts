import { requestContext } from '../request-context.ts';

/** The part, or its fallback (with a warning in the log) when it can't be had: a screen does not fall with one part. */
export async function settle<Value, Fallback>(part: Promise<Value>, fallback: Fallback): Promise<Value | Fallback> {
  try {
    return await part;
  } catch (error) {
    requestContext.getStore()?.log.warn({ err: error }, 'a part of the screen is missing');
    return fallback;
  }
}
