/**
 * All effects of one occurrence, if it is the first time. KEYS: once, feed, mail queue, mail bodies, outbox.
 * ARGV: seconds to remember it, feed length, notification (or empty), mail id, mail (or empty), channel, user id,
 * then the events.
 */
export const RECORD = `
  if not redis.call('SET', KEYS[1], '1', 'NX', 'EX', ARGV[1]) then return 0 end
  if ARGV[3] ~= '' then
    redis.call('LPUSH', KEYS[2], ARGV[3])
    redis.call('LTRIM', KEYS[2], 0, ARGV[2] - 1)
    redis.call('PUBLISH', ARGV[6], ARGV[7])
  end
  if ARGV[5] ~= '' then
    redis.call('HSET', KEYS[4], ARGV[4], ARGV[5])
    redis.call('ZADD', KEYS[3], 0, ARGV[4])
  end
  for i = 8, #ARGV do redis.call('RPUSH', KEYS[5], ARGV[i]) end
  return 1`;

/** Leases mails that are due. KEYS: mail queue, bodies, attempts. ARGV: now, end of the lease, limit. */
export const TAKE_MAILS = `
  local taken = {}
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
    redis.call('ZADD', KEYS[1], ARGV[2], id)
    table.insert(taken, redis.call('HGET', KEYS[2], id))
    table.insert(taken, tostring(redis.call('HINCRBY', KEYS[3], id, 1)))
  end
  return taken`;
