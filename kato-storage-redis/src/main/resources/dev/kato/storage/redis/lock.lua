local token, id, lease = unpack(ARGV, 2)
local key = lockKey(id)
local owner = redis.call('GET', key)
if owner and owner ~= token then return 0 end
redis.call('SET', key, token, 'PX', lease)
return 1
