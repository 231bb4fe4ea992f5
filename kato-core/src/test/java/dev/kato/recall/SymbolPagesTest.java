package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.CodePoints;
import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.SymbolStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbols come in code point order, page by page, whatever happens between two pages. */
class SymbolPagesTest {

  private static final String[] LETTERS = {"", "a", "b", "é", "\uFF21", "😀"};

  private final KnowledgeIndex index = new KnowledgeIndex(new RecallResources(), 4, 8);

  private static Pattern pattern(List<String> symbols) {
    List<Event> events = List.of(new Event(symbols));
    return new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), Map.of());
  }

  private List<String> page(String after, int limit) {
    return index.symbols(after, limit).stream().map(SymbolStatistics::symbol).toList();
  }

  @Test
  void areThoseThatPatternsContainNow() {
    for (long seed = 0; seed < 100; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Pattern> living = new ArrayList<>();
      try (KnowledgeIndex tried = new KnowledgeIndex(new RecallResources(), 4, 8)) {
        for (int step = 0; step < 60; step++) {
          if (random.nextInt(3) == 0 && !living.isEmpty()) {
            tried.remove(living.remove(random.nextInt(living.size())).name());
          } else {
            Pattern pattern = pattern(List.of(text(random), text(random)));
            living.removeIf(each -> each.name().equals(pattern.name()));
            living.add(pattern);
            tried.put(pattern);
          }
          String after = random.nextInt(4) == 0 ? null : text(random);
          int limit = random.nextInt(6);

          assertThat(tried.symbols(after, limit))
              .as("seed %s, step %s", seed, step)
              .extracting(SymbolStatistics::symbol)
              .containsExactlyElementsOf(expected(living, after, limit));
        }
      }
    }
  }

  private static String text(SplittableRandom random) {
    return LETTERS[random.nextInt(LETTERS.length)] + LETTERS[random.nextInt(LETTERS.length)];
  }

  private static List<String> expected(List<Pattern> living, String after, int limit) {
    TreeSet<String> symbols = new TreeSet<>(CodePoints.ORDER);
    living.forEach(pattern -> symbols.addAll(Event.flatten(pattern.events())));
    return symbols.stream()
        .filter(symbol -> after == null || CodePoints.compare(symbol, after) > 0)
        .limit(limit)
        .toList();
  }

  /** Also when each page is asked for after something new was learned. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void ofManyCostTogetherWhatTheListCosts(boolean learning) {
    int patterns = 20_000;
    for (int i = 0; i < patterns; i++) {
      index.put(pattern(List.of("a" + i, "b" + i, "c" + i, "d" + i, "e" + i)));
    }
    List<String> all = new ArrayList<>();

    List<String> page = page(null, 20);
    while (!page.isEmpty()) {
      all.addAll(page);
      if (learning) {
        index.put(pattern(List.of("A" + all.size(), "B")));
      }
      page = page(page.get(page.size() - 1), 20);
    }

    assertThat(all)
        .hasSize(5 * patterns)
        .isSortedAccordingTo(CodePoints.ORDER)
        .doesNotHaveDuplicates();
  }

  @Test
  void theirOrderIsWeighed() {
    for (int i = 0; i < 10_000; i++) {
      index.put(pattern(List.of("a" + i, "b" + i)));
    }
    long before = index.weightBytes();

    assertThat(page(null, 3)).containsExactly("a0", "a1", "a10");

    assertThat(index.weightBytes() - before).isEqualTo(4 * 20_000);
  }
}
