package dev.kato.recall.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Pattern;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExactSumTest {

  private record Term(long frequency, long matches, long denominator) {}

  @Test
  void doesNotDependOnOrderOrOnHowItIsPutTogether() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 200; round++) {
      List<Term> terms = new ArrayList<>();
      for (int i = random.nextInt(300); i > 0; i--) {
        terms.add(
            new Term(
                random.nextLong() >>> 1 + random.nextInt(40),
                1 + random.nextInt(1 << 1 + random.nextInt(21)),
                2 + random.nextInt(40)));
      }
      double expected = value(terms);
      for (int order = 0; order < 3; order++) {
        Collections.shuffle(terms, new Random(order));
        int half = terms.size() / 2;
        ExactSum sum = sum(terms.subList(0, half));
        sum.add(sum(terms.subList(half, terms.size())));

        assertThat(sum.value()).isEqualTo(expected);
      }
    }
  }

  private static ExactSum sum(List<Term> terms) {
    ExactSum sum = new ExactSum();
    terms.forEach(term -> sum.add(term.frequency, term.matches, term.denominator));
    return sum;
  }

  private static double value(List<Term> terms) {
    Map<Long, BigInteger> numerators = new TreeMap<>();
    for (Term term : terms) {
      numerators.merge(
          term.denominator,
          BigInteger.valueOf(term.frequency).multiply(BigInteger.valueOf(term.matches)),
          BigInteger::add);
    }
    double sum = 0;
    for (Map.Entry<Long, BigInteger> each : numerators.entrySet()) {
      sum += each.getValue().doubleValue() / each.getKey();
    }
    return sum;
  }

  /**
   * 2^31 patterns of 2^20 matching symbols at the greatest frequency that may come from outside.
   */
  @Test
  void holdsMoreThanAnyHeapDoes() {
    ExactSum sum = sum(List.of(new Term(Pattern.MAX_FREQUENCY, 2L << 20, 2L << 20)));
    for (int doubled = 0; doubled < 31; doubled++) {
      ExactSum same = new ExactSum();
      same.add(sum);
      sum.add(same);
    }

    assertThat(sum.value()).isEqualTo(1e12 * (1L << 31));
  }
}
