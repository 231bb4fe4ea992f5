package dev.kato.recall.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Metric;
import dev.kato.recall.base.IntPair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dropped is never among the best, whatever its rank turns out to be. */
class ContendersTest {

  private static final int STATE = 12;

  private final SplittableRandom random = new SplittableRandom(3);

  /** A member, its bounds, and the rank that it has in the end. */
  private record Case(long place, int length, int matches, int blocks, long frequency) {
    int present() {
      return Math.max(matches, length / 2);
    }

    double value(RankBound bound) {
      return bound.value(length, present(), matches, blocks, frequency);
    }
  }

  private List<Case> cases(int count, int longest, long mostFrequent) {
    List<Case> cases = new ArrayList<>();
    for (int place = 0; place < count; place++) {
      int length = 2 + random.nextInt(longest);
      int matches = 1 + random.nextInt(Math.min(length, STATE));
      int blocks = 1 + random.nextInt(matches);
      cases.add(new Case(place, length, matches, blocks, 1 + random.nextLong(mostFrequent)));
    }
    return cases;
  }

  /** Ranks as far apart from the bounds as they may be: half of them at the lower one. */
  private double[] ranks(List<Case> cases, RankBound bound, double spread, long total) {
    double[] ranks = new double[cases.size()];
    for (int i = 0; i < ranks.length; i++) {
      Case each = cases.get(i);
      double drop = random.nextBoolean() ? 0 : random.nextBoolean() ? 1 : random.nextDouble();
      ranks[i] = each.value(bound) - drop * spread * each.frequency / total;
    }
    return ranks;
  }

  private static Contenders collect(List<Case> cases, RankBound bound, int wanted) {
    Contenders contenders = new Contenders();
    contenders.reset(bound, wanted);
    addAll(contenders, cases, bound);
    return contenders;
  }

  private static void addAll(Contenders contenders, List<Case> cases, RankBound bound) {
    long total = 0;
    for (Case each : cases) {
      total += each.frequency;
      double value = each.value(bound);
      if (contenders.admits(value)) {
        contenders.add(
            each.place,
            IntPair.of(each.matches, each.blocks),
            IntPair.of(0, each.present()),
            value,
            each.frequency,
            total);
      }
    }
  }

  private static Set<Long> places(Contenders contenders) {
    Set<Long> places = new HashSet<>();
    for (int i = 0; i < contenders.count(); i++) {
      places.add(contenders.place(i));
    }
    return places;
  }

  /** Places of the best and of those that are as good as the last of them. */
  private static List<Long> best(double[] ranks, int wanted) {
    List<Double> sorted = new ArrayList<>();
    for (double rank : ranks) {
      sorted.add(rank);
    }
    sorted.sort(Comparator.reverseOrder());
    double last = sorted.get(Math.min(wanted, sorted.size()) - 1);
    List<Long> best = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      if (ranks[i] >= last) {
        best.add((long) i);
      }
    }
    return best;
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 1",
    "10, 30, 1000",
    "100, 5, 1",
    "100, 100, 100000",
    "300, 8, 5",
    "5000, 30, 3"
  })
  void keepWhatMayBeAmongTheBest(int wanted, int longest, long mostFrequent) {
    RankBound bound = new RankBound(Metric.POTENTIAL, STATE, false);
    List<Case> cases = cases(4_000, longest, mostFrequent);
    long total = cases.stream().mapToLong(Case::frequency).sum();
    double[] ranks = ranks(cases, bound, 1, total);

    Contenders contenders = collect(cases, bound, wanted);
    contenders.prune(total);

    assertThat(places(contenders)).containsAll(best(ranks, wanted));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 400})
  void keepThemWhenThoseOfAnotherThreadAreAdded(int wanted) {
    RankBound bound = new RankBound(Metric.POTENTIAL, STATE, false);
    List<Case> cases = cases(5_000, 30, 100);
    long total = cases.stream().mapToLong(Case::frequency).sum();
    double[] ranks = ranks(cases, bound, 1, total);

    Contenders contenders = collect(cases.subList(0, 2_000), bound, wanted);
    contenders.addAll(collect(cases.subList(2_000, cases.size()), bound, wanted), total);
    contenders.prune(total);

    assertThat(places(contenders)).containsAll(best(ranks, wanted));
  }

  @Test
  void dropTheRest() {
    RankBound bound = new RankBound(Metric.EVIDENCE, STATE, false);
    List<Case> cases = cases(4_000, 5_000, 1);

    Contenders contenders = collect(cases, bound, 10);
    int unpruned = contenders.count();
    contenders.prune(4_000);

    assertThat(unpruned).isLessThan(1_000);
    assertThat(contenders.count()).isBetween(10, 40);
  }

  @Test
  void keepAllThatTie() {
    RankBound bound = new RankBound(Metric.FRAGMENTATION, STATE, false);
    Contenders contenders = new Contenders();
    contenders.reset(bound, 5);
    for (int place = 0; place < 3_000; place++) {
      contenders.add(place, IntPair.of(1, 1), 0, -1, 7 + place, 1_000_000);
    }
    contenders.prune(1_000_000);

    assertThat(contenders.count()).isEqualTo(3_000);
    for (int i = 0; i < 3_000; i++) {
      assertThat(contenders.frequency(i)).isEqualTo(7 + contenders.place(i));
      assertThat(contenders.matches(i)).isOne();
    }
  }

  @Test
  void forgetWhatWasBestBefore() {
    RankBound bound = new RankBound(Metric.FREQUENCY, STATE, false);
    Contenders contenders = new Contenders();
    contenders.reset(bound, 1);
    contenders.add(1, 0, 0, 100, 100, 100);
    contenders.add(2, 0, 0, 50, 50, 150);
    contenders.prune(150);
    contenders.reset(bound, 1);

    assertThat(contenders.admits(1)).isTrue();
    assertThat(contenders.count()).isZero();
  }
}
