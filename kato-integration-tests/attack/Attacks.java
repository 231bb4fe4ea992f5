import java.util.LinkedHashMap;
import java.util.Map;

/** All attacks by name, in the order in which they run. */
final class Attacks {

  /** One way to hurt a server. */
  @FunctionalInterface
  interface Hostile {
    void attack(Scene scene) throws Exception;
  }

  private Attacks() {}

  static Map<String, Hostile> all() {
    Map<String, Hostile> all = new LinkedHashMap<>();
    all.put("nothing", scene -> scene.hold(3));
    all.put("recalls", Work::recalls);
    all.put("objects", Bodies::objects);
    all.put("unread", Readers::unread);
    all.put("methods", Strangers::methods);
    all.put("slow-texts", Bodies::slowTexts);
    all.put("events", Readers::events);
    all.put("json", Bodies::json);
    all.put("paths", Paths::attack);
    all.put("half-open", Strangers::halfOpen);
    all.put("ready", Strangers::ready);
    all.put("sessions", Work::sessions);
    all.put("sequence", Work::sequence);
    all.put("smuggling", Smuggling::attack);
    return all;
  }
}
