local token, id = unpack(ARGV, 2)
return release(id, token)
