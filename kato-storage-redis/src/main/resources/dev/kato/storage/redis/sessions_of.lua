local user = ARGV[2]
local found = {}
for _, id in ipairs(redis.call('SMEMBERS', userKey(user))) do
  if redis.call('HGET', sessionKey(id), 'user') == user then
    found[#found + 1] = id
  else
    redis.call('SREM', userKey(user), id)
  end
end
return found
