local token, id, expiry, millis = unpack(ARGV, 2)
local key = sessionKey(id)
local ring, user, oldExpiry = unpack(redis.call('HMGET', key, 'ring', 'user', 'expiry'))
if not ring then return 0 end
if repeated(ring, token) then return 1 end
unindex(id, user, oldExpiry)
redis.call('HSET', key, 'expiry', expiry, 'ring', remember(ring, token))
local till = deadline(millis)
redis.call('PEXPIREAT', key, till)
index(id, user, expiry, till)
return 1
