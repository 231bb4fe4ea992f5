local token, id, expected = unpack(ARGV, 2)
local reply = replyKey(token)
if redis.call('EXISTS', reply) == 1 then return 1 end
local key = sessionKey(id)
local version, user, expiry = unpack(redis.call('HMGET', key, 'version', 'user', 'expiry'))
if version ~= expected then return 0 end
unindex(id, user, expiry)
redis.call('DEL', key)
redis.call('SET', reply, '', 'PX', 60000)
return 1
