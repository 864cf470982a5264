-- Tokens follow, or the reply has ended or goes on: only for its owner, and only without a gap.
-- KEYS head, tokens; ARGV owner, life in ms, state, index of the first text, texts
local head = redis.call('HMGET', KEYS[1], 'owner', 'state', 'next')
if not head[1] then return 'gone' end
if head[1] ~= ARGV[1] then return 'lost' end
if head[2] ~= 'live' and head[2] ~= 'ended' then return 'gone' end
local index = tonumber(ARGV[4])
if #ARGV > 4 and tonumber(head[3]) ~= index then return 'gone' end
for i = 5, #ARGV do
  -- An id of 0-0 is none, so token k has k + 1.
  index = index + 1
  redis.call('XADD', KEYS[2], index .. '-0', 't', ARGV[i])
end
if #ARGV > 4 then redis.call('HSET', KEYS[1], 'next', index) end
redis.call('HSET', KEYS[1], 'state', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 'ok'
