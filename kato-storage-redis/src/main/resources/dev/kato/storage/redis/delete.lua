local token, id = unpack(ARGV, 2)
local reply = replyKey(token)
if redis.call('EXISTS', reply) == 1 then return 1 end
local key = sessionKey(id)
local user, expiry = unpack(redis.call('HMGET', key, 'user', 'expiry'))
if not user then return 0 end
unindex(id, user, expiry)
redis.call('DEL', key)
redis.call('SET', reply, '', 'PX', 60000)
return 1
