package dev.kato.recall.align;

import dev.kato.model.Event;
import dev.kato.recall.base.Budget;
import dev.kato.recall.symbols.SymbolTable;
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
public record State(List<Event> events, List<String> texts, int[] ids) {

  /** Steps of the budget for finding a symbol. */
  private static final int LOOK_UP = 32;

  public static State of(List<Event> events, SymbolTable table, Budget budget) {
    List<String> texts = Event.flatten(events);
    // Each text is looked up once: a symbol that is learned meanwhile must not become two.
    Map<String, Integer> known = new HashMap<>();
    int[] ids = new int[texts.size()];
    for (int i = 0; i < ids.length; i++) {
      budget.spend(LOOK_UP);
      ids[i] = known.computeIfAbsent(texts.get(i), text -> idOrUnknown(table, text, known.size()));
    }
    return new State(events, texts, ids);
  }

  private static int idOrUnknown(SymbolTable table, String text, int number) {
    int id = table.find(text);
    return id >= 0 ? id : -1 - number;
  }

  public int length() {
    return ids.length;
  }
}
