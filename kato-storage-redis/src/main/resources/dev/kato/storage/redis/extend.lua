local token, id, lease = unpack(ARGV, 2)
if redis.call('GET', lockKey(id)) ~= token then return 0 end
return redis.call('PEXPIRE', lockKey(id), lease)
