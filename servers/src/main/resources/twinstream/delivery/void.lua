-- Nobody can go on with the reply any more; why is what remains of it.
-- KEYS head, tokens; ARGV owner, life in ms, state, 1 when the owner's own beginning may be lacking
local owner = redis.call('HGET', KEYS[1], 'owner')
if owner and owner ~= ARGV[1] and ARGV[4] == '0' then return 'lost' end
redis.call('DEL', KEYS[1], KEYS[2])
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'state', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'ok'
