local token, id, user, expiry, millis, now, limit, user_limit, content = unpack(ARGV, 2)
local key = sessionKey(id)
local ring = redis.call('HGET', key, 'ring')
if ring then return repeated(ring, token) and 1 or 0 end
if countLive(now) >= tonumber(limit) then return 0 end
if redis.call('SCARD', userKey(user)) >= tonumber(user_limit) then return 0 end
redis.call('HSET', key, 'version', nextVersion(0), 'expiry', expiry, 'user', user, 'ring', token, 'content', content)
local till = deadline(millis)
redis.call('PEXPIREAT', key, till)
index(id, user, expiry, till)
return 1
