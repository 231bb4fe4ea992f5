local token, id, expected, user, expiry, millis, content, owner = unpack(ARGV, 2)
local key = sessionKey(id)
local version, ring, oldUser, oldExpiry = unpack(redis.call('HMGET', key, 'version', 'ring', 'user', 'expiry'))
if not version then return 0 end
if repeated(ring, token) then
  if owner then release(id, owner) end
  -- The version that the write has given, if it is the newest; else one that is past, as the write's own is by now, so
  -- that whoever goes on from it is told.
  local newest = string.sub(ring, 1, #token) == token
  return tonumber(newest and version or expected + 1)
end
if version ~= expected then return 0 end
unindex(id, oldUser, oldExpiry)
version = nextVersion(version)
redis.call('HSET', key, 'version', version, 'expiry', expiry, 'user', user, 'ring', remember(ring, token), 'content', content)
local till = deadline(millis)
redis.call('PEXPIREAT', key, till)
index(id, user, expiry, till)
if owner then release(id, owner) end
return tonumber(version)
