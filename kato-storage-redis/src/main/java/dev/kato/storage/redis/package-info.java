/**
 * Sessions in Redis 6.2 or later, and the lock that serialises one session across instances. Begin
 * with {@link dev.kato.storage.redis.RedisSessionStore}.
 */
@NullMarked
package dev.kato.storage.redis;

import org.jspecify.annotations.NullMarked;
