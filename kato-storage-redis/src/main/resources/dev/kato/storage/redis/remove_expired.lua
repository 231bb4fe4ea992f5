local token, now, limit = unpack(ARGV, 2)
local reply = replyKey(token)
if redis.call('EXISTS', reply) == 1 then return redis.call('LRANGE', reply, 0, -1) end
local removed = {}
while #removed < tonumber(limit) do
  local texts = redis.call('ZRANGEBYLEX', expiries, '-', after(now), 'LIMIT', 0, tonumber(limit) - #removed)
  if #texts == 0 then break end
  for _, text in ipairs(texts) do
    local expiry, id, user = parse(text)
    local stored = redis.call('HGET', sessionKey(id), 'expiry')
    if stored and stored ~= expiry then
      forget(text, id, user)
    else
      redis.call('DEL', sessionKey(id))
      unindex(id, user, expiry)
      redis.call('RPUSH', reply, id)
      removed[#removed + 1] = id
    end
  end
end
if #removed > 0 then redis.call('PEXPIRE', reply, 60000) end
return removed
