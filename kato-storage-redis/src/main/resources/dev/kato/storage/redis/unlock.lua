local token, id = unpack(ARGV, 2)
if redis.call('GET', lockKey(id)) ~= token then return 0 end
return redis.call('DEL', lockKey(id))
