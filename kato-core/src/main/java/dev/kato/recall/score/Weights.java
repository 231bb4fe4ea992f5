package dev.kato.recall.score;

import dev.kato.config.SessionConfig;
import dev.kato.model.Metrics;
import dev.kato.recall.align.Alignment;
import dev.kato.recall.index.Counts;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each symbol counts when an affinity emotive is configured. For one question. */
public final class Weights {

  private static final double LEAST = 0.01;

  private final Counts counts;
  private final String emotive;
  private final Map<Integer, Double> known = new HashMap<>();

  private Weights(Counts counts, String emotive) {
    this.counts = counts;
    this.emotive = emotive;
  }

  /** Null when the configuration names no emotive. */
  public static @Nullable Weights of(Counts counts, SessionConfig config) {
    String emotive = config.affinityEmotive();
    return emotive == null ? null : new Weights(counts, emotive);
  }

  /** |affinity| / frequency + 0.01; just the latter for a symbol that was never learned. */
  private double weight(int symbol) {
    return known.computeIfAbsent(
        symbol,
        unseen -> {
          double frequency = counts.frequency(symbol).toDouble();
          return frequency == 0
              ? LEAST
              : Math.abs(counts.affinity(symbol, emotive).doubleValue()) / frequency + LEAST;
        });
  }

  Metrics.Weighted metrics(Member member) {
    Alignment alignment = member.alignment();
    int[] pattern = member.content().symbols();
    double matched = 0;
    for (int position : alignment.inPattern()) {
      matched += weight(pattern[position]);
    }
    double state = sum(member.reading(), 0, member.reading().length);
    double whole = sum(pattern, 0, pattern.length);
    double present = sum(pattern, member.presentStart(), member.presentEnd());
    double unmatched = unmatched(member);
    return new Metrics.Weighted(
        2 * matched / (state + whole),
        matched / whole,
        matched / present,
        matched / (matched + unmatched));
  }

  private double unmatched(Member member) {
    int[] inState = member.alignment().inState();
    double sum = 0;
    int next = 0;
    for (int i = 0; i < member.reading().length; i++) {
      if (next < inState.length && inState[next] == i) {
        next++;
      } else {
        sum += weight(member.reading()[i]);
      }
    }
    return sum;
  }

  private double sum(int[] symbols, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += weight(symbols[i]);
    }
    return sum;
  }
}
