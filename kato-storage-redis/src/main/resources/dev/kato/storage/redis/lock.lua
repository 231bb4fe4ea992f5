local token, id, lease = unpack(ARGV, 2)
return take(id, token, lease) and 1 or 0
