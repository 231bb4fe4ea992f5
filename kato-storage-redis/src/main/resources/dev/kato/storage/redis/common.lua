-- Put before every script. ARGV[1] is the start of all keys: its hash tag keeps them in one slot.
local base = ARGV[1]
local expiries = base .. 'expiries'
local versions = base .. 'versions'

-- How long Redis keeps what nobody removes, after its expiry and after it was last written.
local GRACE = 3600000
-- How many writes of a session are remembered to recognise a repeat.
local REMEMBERED = 16

local function sessionKey(id) return base .. 'session:' .. id end
local function userKey(user) return base .. 'user:' .. user end
local function replyKey(token) return base .. 'reply:' .. token end
local function lockKey(id) return base .. 'lock:' .. id end

-- Members sort by expiry and carry id and user, whatever bytes these hold.
local function member(expiry, id, user) return expiry .. ':' .. #id .. ':' .. id .. user end

local function parse(text)
  local expiry, length, start = string.match(text, '^(%d+):(%d+):()')
  local last = start + tonumber(length) - 1
  return expiry, string.sub(text, start, last), string.sub(text, last + 1)
end

-- Bounds that lie behind every member with that expiry: ';' follows ':'.
local function after(expiry) return '[' .. expiry .. ';' end

local function serverMillis()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

local function instant(millis)
  return string.format('%011.0f%03.0f000000', math.floor(millis / 1000), millis % 1000)
end

local function deadline(expiryMillis)
  return string.format('%.0f', math.max(tonumber(expiryMillis), serverMillis()) + GRACE)
end

-- Also true when it is ours already: a repeat.
local function take(id, owner, lease)
  local key = lockKey(id)
  local other = redis.call('GET', key)
  if other and other ~= owner then return false end
  redis.call('SET', key, owner, 'PX', lease)
  return true
end

local function release(id, owner)
  if redis.call('GET', lockKey(id)) ~= owner then return 0 end
  return redis.call('DEL', lockKey(id))
end

local function keepUntil(key, millis)
  local rest = redis.call('PTTL', key)
  if rest < 0 or serverMillis() + rest < tonumber(millis) then
    redis.call('PEXPIREAT', key, millis)
  end
end

local function index(id, user, expiry, millis)
  redis.call('ZADD', expiries, 0, member(expiry, id, user))
  redis.call('SADD', userKey(user), id)
  keepUntil(expiries, millis)
  keepUntil(userKey(user), millis)
end

local function unindex(id, user, expiry)
  redis.call('ZREM', expiries, member(expiry, id, user))
  redis.call('SREM', userKey(user), id)
end

local function repeated(ring, token)
  for i = 1, #ring, #token do
    if string.sub(ring, i, i + #token - 1) == token then return true end
  end
  return false
end

-- The first token is that of the write that gave the version.
local function remember(ring, token) return string.sub(token .. ring, 1, REMEMBERED * #token) end

local function rememberBehind(ring, token)
  local first = string.sub(ring, 1, #token)
  return string.sub(first .. token .. string.sub(ring, #token + 1), 1, REMEMBERED * #token)
end

-- Larger than every version before: than those given here, whatever the clock does; than those of a primary whose
-- last writes were lost when this server took over, by its clock; and than those of older releases, which counted
-- from 1. Exact until the year 2255.
local function nextVersion(old)
  local time = redis.call('TIME')
  local last = redis.call('GET', versions) or 0
  local version = string.format('%.0f', math.max(time[1] * 1000000 + time[2], last + 1, old + 1))
  redis.call('SET', versions, version)
  return version
end

-- Drops the index entry of a session that Redis has dropped, or that is there again with another expiry.
local function forget(text, id, user)
  redis.call('ZREM', expiries, text)
  if redis.call('EXISTS', sessionKey(id)) == 0 then redis.call('SREM', userKey(user), id) end
end

-- Exact also when the caller's clock is behind Redis' by so much that Redis has dropped sessions.
local function countLive(now)
  local droppedUpTo = instant(serverMillis() - GRACE)
  for _, text in ipairs(redis.call('ZRANGEBYLEX', expiries, after(now), after(droppedUpTo))) do
    local expiry, id, user = parse(text)
    if redis.call('HGET', sessionKey(id), 'expiry') ~= expiry then forget(text, id, user) end
  end
  return redis.call('ZLEXCOUNT', expiries, after(now), '+')
end

