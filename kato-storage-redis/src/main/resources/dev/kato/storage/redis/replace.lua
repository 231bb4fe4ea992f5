local token, id, expected, user, expiry, millis, content, owner = unpack(ARGV, 2)
local key = sessionKey(id)
local version, ring, oldUser, oldExpiry = unpack(redis.call('HMGET', key, 'version', 'ring', 'user', 'expiry'))
if not version then return 0 end
if repeated(ring, token) then
  if owner then release(id, owner) end
  return 1
end
if version ~= expected then return 0 end
unindex(id, oldUser, oldExpiry)
redis.call('HINCRBY', key, 'version', 1)
redis.call('HSET', key, 'expiry', expiry, 'user', user, 'ring', remember(ring, token), 'content', content)
local till = deadline(millis)
redis.call('PEXPIREAT', key, till)
index(id, user, expiry, till)
if owner then release(id, owner) end
return 1
