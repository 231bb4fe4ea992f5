local token, id, lease = unpack(ARGV, 2)
if not take(id, token, lease) then return {} end
local version, expiry, content = unpack(redis.call('HMGET', sessionKey(id), 'version', 'expiry', 'content'))
if not version then return {'locked'} end
return {'locked', version, expiry, content}
