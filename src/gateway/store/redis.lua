-- Makes changes of records, all of them or none.
--
-- KEYS: the records. ARGV: now; then for each record: the prefix of its shelf's indexes, its name in them, the version that
-- is replaced as it stands in a record ('' for none), its new expiry, the seconds until the server may forget it, and
-- what is stored ('' to take the record away). A record is its version and its expiry in 16 digits each, then the body.
-- Gives 1 when it is done, 0 for a conflict, -1 when what is there is no record.
local now = tonumber(ARGV[1])
for i = 1, #KEYS do
  local head = redis.call('GETRANGE', KEYS[i], 0, 31)
  local version = ''
  if head ~= '' then
    local expires = tonumber(string.sub(head, 17))
    if #head ~= 32 or not expires then return -1 end
    if expires > now then version = string.sub(head, 1, 16) end
  end
  if version ~= ARGV[i * 6 - 2] then return 0 end
end
for i = 1, #KEYS do
  local shelf, name, replaces = ARGV[i * 6 - 4], ARGV[i * 6 - 3], ARGV[i * 6 - 2]
  local expires, seconds, stored = ARGV[i * 6 - 1], ARGV[i * 6], ARGV[i * 6 + 1]
  if stored == '' then
    redis.call('DEL', KEYS[i])
    redis.call('ZREM', shelf .. 'times', name)
    redis.call('ZREM', shelf .. 'names', name)
  else
    redis.call('SET', KEYS[i], stored, 'EX', seconds)
    redis.call('ZADD', shelf .. 'times', expires, name)
    if replaces == '' then redis.call('ZADD', shelf .. 'names', 0, name) end
  end
end
return 1
