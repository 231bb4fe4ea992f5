package dev.kato.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.SessionId;
import dev.kato.model.UserId;
import dev.kato.recall.base.SeededHash;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever chooses texts for their hash makes nothing slow. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CollisionsTest {

  /** 2^bits texts of one {@link String#hashCode}. */
  private static List<String> ofOneHash(int bits) {
    List<String> texts = new ArrayList<>();
    for (int number = 0; number < 1 << bits; number++) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < bits; bit++) {
        text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  void symbolsOfOneHashCodeAreFoundLikeOthers() {
    List<String> symbols = ofOneHash(18);
    SymbolTable table = new SymbolTable();

    symbols.forEach(table::intern);

    for (int id = 0; id < symbols.size(); id++) {
      assertThat(table.find(symbols.get(id))).isEqualTo(id);
    }
    assertThat(table.find("Aa")).isEqualTo(SymbolTable.NONE);
  }

  @Test
  void emotivesOfOneHashCodeAreAddedLikeOthers() {
    Map<String, Double> affinity = new HashMap<>();
    ofOneHash(15).forEach(emotive -> affinity.put(emotive, 0.5));
    KnowledgeIndex index = new KnowledgeIndex();
    List<Event> events = IntStream.range(0, 40).mapToObj(number -> Event.of("a" + number)).toList();

    index.put(new Pattern(PatternName.of(events), events, 1, List.of(), Map.of(), affinity));

    assertThat(index.affinity("a7")).isEqualTo(affinity);
  }

  @Test
  void idsOfOneHashAreFoundLikeOthers() {
    List<String> texts = ofOneHash(17);
    Map<SessionId, Integer> sessions = new ConcurrentHashMap<>();
    Map<UserId, Integer> users = new ConcurrentHashMap<>();

    for (int number = 0; number < texts.size(); number++) {
      sessions.put(new SessionId(texts.get(number)), number);
      users.put(new UserId(texts.get(number)), number);
    }

    assertThat(sessions).hasSameSizeAs(texts);
    assertThat(users).hasSameSizeAs(texts);
    assertThat(users.get(new UserId(texts.get(17)))).isEqualTo(17);
    assertThat(new UserId("Aa")).hasSameHashCodeAs(new UserId("BB"));
  }

  /** The hash must not make texts equal that are not, nor depend on anything but the text. */
  @Test
  void aSeededHashTellsTextsApart() {
    List<String> texts = new ArrayList<>(ofOneHash(12));
    for (int length = 0; length < 12; length++) {
      texts.add("\0".repeat(length));
      texts.add("\uFFFF".repeat(length) + "a");
      texts.add("a".repeat(length) + "\uFFFF");
    }
    SeededHash hash = new SeededHash();
    Set<Integer> hashes = new HashSet<>();
    for (String text : new HashSet<>(texts)) {
      assertThat(hash.of(new StringBuilder(text).toString())).isEqualTo(hash.of(text));
      hashes.add(hash.of(text));
    }

    // 4,100 texts among 2^32 hashes: more than a few collisions do not happen.
    assertThat(hashes).hasSizeGreaterThan(new HashSet<>(texts).size() - 5);
  }
}
