package dev.kato.recall;

import dev.kato.model.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The short-term memory as a question to one knowledge base. Symbols the knowledge base does not
 * know have negative ids, one for each distinct symbol.
 *
 * @param events the short-term memory
 * @param texts its symbols, in order
 * @param ids their ids
 */
@SuppressWarnings("ArrayRecordComponent")
record State(List<Event> events, List<String> texts, int[] ids) {

  static State of(List<Event> events, SymbolTable table) {
    List<String> texts = Event.flatten(events);
    Map<String, Integer> unknown = new HashMap<>();
    int[] ids = new int[texts.size()];
    for (int i = 0; i < ids.length; i++) {
      int id = table.find(texts.get(i));
      ids[i] = id >= 0 ? id : unknown.computeIfAbsent(texts.get(i), unseen -> -1 - unknown.size());
    }
    return new State(events, texts, ids);
  }

  int length() {
    return ids.length;
  }
}
