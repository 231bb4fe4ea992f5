package dev.kato.server.v1;

import dev.kato.KatoSession;
import dev.kato.SessionInfo;
import dev.kato.model.Event;
import dev.kato.server.view.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the short-term memory was after the newest observations, by their {@code unique_id}, so that
 * their predictions can be asked for later. Kept with the session and bounded.
 */
final class Observed {

  private static final String NOTE = "v1.observed";
  private static final int MOST = 32;
  private static final int MOST_SYMBOLS = 20_000;

  private Observed() {}

  /** Remembers the session's short-term memory under an id. */
  static void remember(KatoSession session, String uniqueId) {
    List<Event> stm = session.stm();
    session.note(
        NOTE,
        before -> {
          List<Object> entries = new ArrayList<>(entries(before));
          entries.removeIf(entry -> uniqueId.equals(id(entry)));
          entries.add(Map.of("unique_id", uniqueId, "stm", Views.events(stm)));
          return newest(entries);
        });
  }

  private static List<Object> newest(List<Object> entries) {
    int symbols = 0;
    int from = entries.size();
    while (from > 0 && entries.size() - from < MOST) {
      symbols += Event.countSymbols(stm(entries.get(from - 1)));
      if (symbols > MOST_SYMBOLS) {
        break;
      }
      from--;
    }
    return List.copyOf(entries.subList(from, entries.size()));
  }

  /** The short-term memory after the observation of that id, if it is still known. */
  static Optional<List<Event>> find(SessionInfo info, String uniqueId) {
    return entries(info.state().notes().get(NOTE)).stream()
        .filter(entry -> uniqueId.equals(id(entry)))
        .map(Observed::stm)
        .findFirst();
  }

  private static List<Object> entries(@Nullable Object note) {
    List<Object> entries = new ArrayList<>();
    if (note instanceof List<?> list) {
      entries.addAll(list);
    }
    return entries;
  }

  private static @Nullable Object id(Object entry) {
    return entry instanceof Map<?, ?> map ? map.get("unique_id") : null;
  }

  private static List<Event> stm(Object entry) {
    List<Event> events = new ArrayList<>();
    if (entry instanceof Map<?, ?> map && map.get("stm") instanceof List<?> list) {
      for (Object event : list) {
        if (event instanceof List<?> symbols) {
          events.add(new Event(symbols.stream().map(String::valueOf).toList()));
        }
      }
    }
    return events;
  }
}
