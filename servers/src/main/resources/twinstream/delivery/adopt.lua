-- A server takes a reply over, in one step: from here on its former owner can add nothing. An owner
-- that lives is asked first to let go of it, so that no token is lost that it has sent already.
-- KEYS head, tokens; ARGV new owner, owner as which the server has the reply already or '', index
-- wanted, least life in ms, reply, and what to do about an owner: ask, wait or force
local head = redis.call('HMGET', KEYS[1], 'owner', 'state', 'first', 'tokens', 'next', 'marked',
  'query', 'origin', 'step', 'clock', 'wall')
if not head[1] then return {'unknown'} end
if head[2] ~= 'live' and head[2] ~= 'ended' then return {head[2]} end
local from = tonumber(ARGV[3])
if from < tonumber(head[3]) or from > tonumber(head[4]) then return {'range', head[7]} end
for i = 1, 2 do
  if redis.call('PTTL', KEYS[i]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[i], ARGV[4]) end
end
if head[1] == ARGV[2] then return {'own'} end
if head[2] == 'live' then
  if ARGV[6] == 'wait' then return {'asked'} end
  -- Nobody hears it where the owner is gone.
  local node = string.match(head[1], '^(.*)%-%d+$')
  if ARGV[6] == 'ask' and redis.call('PUBLISH', 'twinstream:node:' .. node, ARGV[5]) > 0 then
    return {'asked'}
  end
  -- Its reader has tokens that never came here.
  if head[6] == '1' and from > tonumber(head[5]) then return {'short'} end
end
redis.call('HSET', KEYS[1], 'owner', ARGV[1], 'state', 'live')
local answer = {'taken', head[5], head[7], head[8], head[9], head[10], head[11]}
for _, entry in ipairs(redis.call('XRANGE', KEYS[2], '-', '+')) do
  answer[#answer + 1] = entry[2][2]
end
return answer
