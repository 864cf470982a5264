-- A reply begins, and takes the place of an older one with its id, whoever had that.
-- KEYS head, tokens; ARGV owner, life in ms, first index, last index + 1, marked, query, origin,
-- step, clock, wall
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'state', 'live', 'next', ARGV[3], 'first', ARGV[3],
  'tokens', ARGV[4], 'marked', ARGV[5], 'query', ARGV[6], 'origin', ARGV[7], 'step', ARGV[8],
  'clock', ARGV[9], 'wall', ARGV[10])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'ok'
