import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Targets that one part of a server may read differently from another. */
final class Paths {

  private static final Set<String> OPEN = Set.of("/health/live", "/health/ready");

  private Paths() {}

  /** Each target without the key, and with it. */
  static void attack(Scene scene) throws InterruptedException {
    Answer locked = scene.exchange("a protected path", request(scene, "/v2/sessions/count", false));
    boolean isLocked = locked.status() == 401;
    if (!isLocked) {
      scene.warn("the server asks for no key: what a key protects could not be tried");
    }
    targets(scene)
        .forEach(
            (name, target) -> {
              if (scene.isOver()) {
                return;
              }
              Answer stranger = scene.exchange(name, request(scene, target, false));
              if (isLocked && stranger.isOk() && !OPEN.contains(target.split("\\?", 2)[0])) {
                scene.broke("200 without a key for " + name);
              }
              if (stranger.status() >= 400 && stranger.body().length == 0) {
                scene.warn("an error without a body for " + name);
              }
              if (scene.wire().hasKey()) {
                scene.exchange(name + " with the key", request(scene, target, true));
              }
            });
  }

  private static byte[] request(Scene scene, String target, boolean withKey) {
    String host = "Host: " + scene.wire().host() + "\r\n";
    String fields = host + (withKey ? scene.wire().keyField() : "") + "Connection: close\r\n\r\n";
    String request = "GET " + target + " HTTP/1.1\r\n" + fields;
    return request.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static Map<String, String> targets(Scene scene) {
    Map<String, String> targets = new LinkedHashMap<>();
    for (String target :
        new String[] {
          "//x/v2/users/bob/patterns",
          "///v2/sessions/count",
          "/v2//sessions/count",
          "/health/",
          "/health//",
          "/v2/../health",
          "/health/live/../../metrics",
          "/health/live/..;/..;/metrics",
          "/health/live;/../../v2/sessions/count",
          "/health/live/%2e%2e/%2e%2e/metrics",
          "/health/live/%2e%2e%2f%2e%2e%2fmetrics",
          "/health/live%2f..%2f..%2fmetrics",
          "/health/live%00/metrics",
          "/health/live%23/../../metrics",
          "/health/live?/../../metrics",
          "/v2/%2e%2e/metrics",
          "/%76%32/sessions/count",
          "/v2/sessions/count/",
          "/v2/sessions/count%20",
          "/v2/sessions\\count",
          "/HEALTH/LIVE",
          "/V2/sessions/count",
          "/./metrics",
          "metrics",
          "*",
          "?",
          "/v2/users/a|b/patterns",
          "/v2/users/%zz/patterns",
          "/v2/users/%/patterns",
          "/v2/users/%u0041/patterns",
          "/v2/users/[x]{y}^`<>/patterns",
          "/v2/users?after=%zz",
          "/v2/users?after=|&limit=%",
          "/metrics#/health/live",
          "http:///metrics",
          "http://[::1/metrics",
          "http://other.example:99999/metrics",
          "ftp://other.example/metrics",
          "mailto:metrics"
        }) {
      targets.put(target, target);
    }
    String here = scene.wire().scheme() + "://" + scene.wire().host();
    targets.put("an absolute /metrics", here + "/metrics");
    targets.put("an absolute way out of /health/live", here + "/health/live/../../metrics");
    targets.put("an absolute target elsewhere", "http://health/live/../metrics");
    targets.put("a user before the host", "http://health/live@" + scene.wire().host() + "/metrics");
    targets.put("overlong UTF-8 for a dot", "/health/live/%c0%ae%c0%ae/%c0%ae%c0%ae/metrics");
    targets.put("overlong UTF-8 for a slash", "/health/live%c0%af..%c0%af..%c0%afmetrics");
    targets.put("half a character", "/v2/users/%e2%82/patterns");
    targets.put("a surrogate", "/v2/users/%ed%a0%80/patterns");
    targets.put("raw bytes", "/v2/users/\u00ff\u00fe/patterns");
    targets.put("a path of 300 KB", "/" + "p".repeat(300_000));
    targets.put("a path of 100,000 slashes", "/".repeat(100_000));
    targets.put("a path of 20,000 times ../", "/" + "../".repeat(20_000) + "metrics");
    targets.put("a query of 100 KB", "/v2/users?" + "a=b&".repeat(25_000));
    return targets;
  }
}
