package dev.kato.cli;

import dev.kato.KnowledgeBase;
import dev.kato.cli.transfer.Pages;
import dev.kato.model.Event;
import dev.kato.model.FloatVector;
import dev.kato.model.KnowledgeStatistics;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.SymbolStatistics;
import dev.kato.model.UserId;
import dev.kato.spi.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The statistics of a knowledge base, counted from its patterns one by one. */
final class Recount {

  private static final int PAGE = 1000;
  private static final int MOST_PROBLEMS = 20;
  private static final int MOST_EXCESSES = 5;

  private final Map<String, SymbolStatistics> symbols = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private long patterns;
  private long frequencies;
  private long vectors;

  private Recount() {}

  static Recount of(Storage storage, UserId user) {
    Recount recount = new Recount();
    for (Pattern pattern : Pages.patterns(storage.patterns(), user)) {
      recount.add(pattern);
    }
    for (Map.Entry<String, FloatVector> vector : Pages.vectors(storage.vectors(), user)) {
      recount.vectors++;
      if (!vector.getValue().symbol().equals(vector.getKey())) {
        recount.problem("the vector " + vector.getKey() + " is not the one of that name");
      }
    }
    long counted = storage.patterns().count(user);
    if (counted != recount.patterns) {
      recount.problem("the store counts " + counted + " patterns and lists " + recount.patterns);
    }
    return recount;
  }

  /** The pattern as the store has it, not as {@link Pattern#clamped()} lets it count. */
  private void add(Pattern pattern) {
    patterns++;
    frequencies += pattern.frequency();
    if (!PatternName.of(pattern.events()).equals(pattern.name())) {
      problem("the pattern " + pattern.name() + " has not the events of that name");
    }
    if (pattern.clamped() != pattern) {
      problem(
          "the pattern "
              + pattern.name()
              + " holds emotives beyond 1e100, kept by an older version; they count as "
              + excesses(pattern, pattern.clamped()));
    }
    List<String> flat = Event.flatten(pattern.events());
    flat.forEach(symbol -> count(symbol, pattern.frequency(), 0));
    new HashSet<>(flat).forEach(symbol -> count(symbol, 0, 1));
  }

  /** The first few numbers that do not count as they are. */
  private static String excesses(Pattern stored, Pattern counted) {
    Set<String> excesses = new LinkedHashSet<>();
    for (int i = 0; i < stored.emotives().size(); i++) {
      addExcesses("", stored.emotives().get(i), counted.emotives().get(i), excesses);
    }
    addExcesses("the sum of ", stored.affinity(), counted.affinity(), excesses);
    String first = excesses.stream().limit(MOST_EXCESSES).collect(Collectors.joining(", "));
    return excesses.size() > MOST_EXCESSES ? first + ", ..." : first;
  }

  private static void addExcesses(
      String what, Map<String, Double> stored, Map<String, Double> counted, Set<String> excesses) {
    stored.forEach(
        (name, value) -> {
          Double right = counted.get(name);
          if (!value.equals(right)) {
            excesses.add(right + " (" + what + name + " is " + value + ")");
          }
        });
  }

  private void count(String symbol, long occurrences, long members) {
    symbols.merge(
        symbol,
        new SymbolStatistics(symbol, occurrences, members),
        (a, b) ->
            new SymbolStatistics(
                symbol,
                a.frequency() + b.frequency(),
                a.patternMemberFrequency() + b.patternMemberFrequency()));
  }

  /** What is wrong: in the patterns themselves, and between them and the index. */
  List<String> compare(KnowledgeBase base) {
    KnowledgeStatistics expected = new KnowledgeStatistics(patterns, frequencies, symbols.size());
    KnowledgeStatistics actual = base.statistics();
    if (!actual.equals(expected)) {
      problem("counted " + expected + ", the index says " + actual);
    }
    String last = null;
    List<SymbolStatistics> page = base.symbols(last, PAGE);
    while (!page.isEmpty()) {
      page.forEach(this::compare);
      last = page.get(page.size() - 1).symbol();
      page = base.symbols(last, PAGE);
    }
    return List.copyOf(problems);
  }

  private void compare(SymbolStatistics actual) {
    SymbolStatistics expected = symbols.get(actual.symbol());
    if (!actual.equals(expected)) {
      problem("counted " + expected + ", the index says " + actual);
    }
  }

  private void problem(String text) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(text);
    }
  }

  @Override
  public String toString() {
    return patterns + " patterns, " + symbols.size() + " symbols, " + vectors + " vectors";
  }
}
