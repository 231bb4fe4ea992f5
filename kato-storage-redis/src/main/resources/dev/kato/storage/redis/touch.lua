local token, id, expected, expiry, millis = unpack(ARGV, 2)
local key = sessionKey(id)
local version, ring, user, oldExpiry = unpack(redis.call('HMGET', key, 'version', 'ring', 'user', 'expiry'))
if not version then return 0 end
if repeated(ring, token) then return 1 end
if version ~= expected then return 0 end
if expiry <= oldExpiry then return 1 end
unindex(id, user, oldExpiry)
redis.call('HSET', key, 'expiry', expiry, 'ring', rememberBehind(ring, token))
local till = deadline(millis)
redis.call('PEXPIREAT', key, till)
index(id, user, expiry, till)
return 1
