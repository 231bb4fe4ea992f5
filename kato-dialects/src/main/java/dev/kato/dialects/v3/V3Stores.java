package dev.kato.dialects.v3;

import static dev.kato.server.http.Route.route;
import static dev.kato.server.http.Schema.ANY;
import static dev.kato.server.http.Schema.BOOL;
import static dev.kato.server.http.Schema.OBJECT;
import static dev.kato.server.http.Schema.TEXT;
import static dev.kato.server.http.Schema.WHOLE;
import static dev.kato.server.http.Schema.field;
import static dev.kato.server.http.Schema.map;
import static dev.kato.server.http.Schema.object;
import static dev.kato.server.http.Schema.orNull;

import dev.kato.server.http.Fields;
import dev.kato.server.http.Request;
import dev.kato.server.http.Response;
import dev.kato.server.http.Route;
import dev.kato.server.ops.Health;
import dev.kato.server.ops.MetricsReport;
import dev.kato.server.view.Views;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What 3.x and older clients ask about caches, short-term memories and connections to stores. */
final class V3Stores {

  private static final String GROUP = "3.x";

  private final Health health;
  private final MetricsReport metrics;

  V3Stores(Health health, MetricsReport metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        route("GET", "/cache/stats", "The knowledge bases in memory")
            .answers(
                object(
                    field("cache_performance", OBJECT),
                    field("cache_health", OBJECT),
                    field("timestamp", TEXT)))
            .by(GROUP, this::cache),
        route("POST", "/cache/invalidate", "Nothing is ever stale, so nothing is dropped")
            .query("session_id", TEXT, "a session")
            .answers(
                object(
                    field("status", TEXT),
                    field("patterns_invalidated", WHOLE),
                    field("symbols_invalidated", WHOLE),
                    field("session_id", orNull(TEXT)),
                    field("reason", orNull(TEXT)),
                    field("timestamp", TEXT)))
            .by(GROUP, this::invalidate),
        route("GET", "/distributed-stm/stats", "The short-term memory is kept with the session")
            .answers(
                object(
                    field("status", TEXT),
                    field("distributed_stm_enabled", BOOL),
                    field("performance_stats", OBJECT),
                    field("processor_info", OBJECT),
                    field("expected_improvements", ANY),
                    field("reason", orNull(TEXT)),
                    field("error", orNull(TEXT)),
                    field("timestamp", TEXT)))
            .by(GROUP, this::distributedStm),
        route("GET", "/connection-pools", "Whether the stores answer")
            .answers(
                object(
                    field("status", TEXT),
                    field("health", OBJECT),
                    field("pool_statistics", OBJECT),
                    field("connection_optimization", ANY),
                    field("performance_improvements", ANY),
                    field("error", orNull(TEXT)),
                    field("timestamp", TEXT)))
            .by(GROUP, this::pools));
  }

  private String timestamp() {
    return Views.time(health.now());
  }

  private Response cache(Request request) {
    Map<String, @Nullable Object> index = metrics.index();
    Map<String, @Nullable Object> performance = new LinkedHashMap<>(index);
    performance.put("hit_rate_percent", null);
    performance.put("cache_hits", null);
    performance.put("cache_misses", index.get("loads"));
    performance.put("symbols_in_cache", null);
    performance.put("symbols_cached_total", null);
    performance.put("redis_memory_used_mb", null);
    performance.put("requests_per_second", metrics.rates().get("requests_per_second"));
    performance.put("patterns_in_cache", index.get("patterns"));
    performance.put("patterns_cached_total", index.get("patterns"));
    performance.put("uptime_seconds", health.uptimeSeconds());
    return Response.ok(
        "cache_performance", performance,
        "cache_health",
            Fields.of("status", "healthy", "redis_connected", null, "cache_stats", index),
        "timestamp", timestamp());
  }

  private Response invalidate(Request request) {
    return Response.ok(
        "status",
        "success",
        "patterns_invalidated",
        0,
        "symbols_invalidated",
        0,
        "session_id",
        request.query("session_id").orElse(null),
        "reason",
        "What is in memory is brought up to date before each prediction",
        "timestamp",
        timestamp());
  }

  private Response distributedStm(Request request) {
    return Response.ok(
        "status",
        "active",
        "distributed_stm_enabled",
        true,
        "performance_stats",
        metrics.sessions(),
        "processor_info",
        metrics.processors(),
        "expected_improvements",
        null,
        "reason",
        null,
        "error",
        null,
        "timestamp",
        timestamp());
  }

  private Response pools(Request request) {
    Map<String, @Nullable Object> report = health.report();
    return Response.ok(
        "status",
        "healthy".equals(report.get("processor_status")) ? "healthy" : "degraded",
        "health",
        pools(report),
        "pool_statistics",
        metrics.databases(),
        "connection_optimization",
        null,
        "performance_improvements",
        null,
        "error",
        null,
        "timestamp",
        timestamp());
  }

  private Map<String, @Nullable Object> pools(Map<String, @Nullable Object> report) {
    Map<String, @Nullable Object> pools = Fields.of();
    if (report.get("stores") instanceof Map<?, ?> stores) {
      stores.forEach(
          (name, store) -> {
            Object problem = store instanceof Map<?, ?> map ? map.get("problem") : null;
            pools.put(
                String.valueOf(name),
                Fields.of(
                    "healthy",
                    problem == null,
                    "last_check",
                    timestamp(),
                    "error_count",
                    problem == null ? 0 : 1,
                    "last_error",
                    problem,
                    "response_time_ms",
                    null));
          });
    }
    return pools;
  }
}
