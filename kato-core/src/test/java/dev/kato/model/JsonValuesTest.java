package dev.kato.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kato.config.StmMode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonValuesTest {

  static Stream<Arguments> javaValuesAndWhatJsonGivesBack() {
    return Stream.of(
        Arguments.of((byte) -7, -7),
        Arguments.of((short) 300, 300),
        Arguments.of(0.1f, 0.1),
        Arguments.of(-2.5f, -2.5),
        Arguments.of(16_777_216f, 16_777_216.0),
        Arguments.of(-0.0f, -0.0),
        Arguments.of(Float.MIN_VALUE, 1e-45),
        // The last that older JDKs write with a digit too many.
        Arguments.of(Float.MIN_NORMAL, 1.1754944e-38),
        Arguments.of(2.0e-3f, 0.002),
        Arguments.of(Float.MAX_VALUE, 3.4028235e38),
        Arguments.of(Metric.BAYESIAN_PRIOR, "bayesian_prior"),
        Arguments.of(StmMode.ROLLING, "ROLLING"),
        Arguments.of(
            List.of((short) 1, List.of(StmMode.LAST), Map.of("k", 0.5f)),
            List.of(1, List.of("LAST"), Map.of("k", 0.5))));
  }

  @ParameterizedTest
  @MethodSource("javaValuesAndWhatJsonGivesBack")
  void areTakenAsJsonWouldGiveThemBack(Object value, Object expected) {
    assertThat(JsonValues.copy("field", Map.of("m", value))).isEqualTo(Map.of("m", expected));
  }

  @Test
  void stayWhatTheyAreWhenJsonHasThem() {
    List<Object> values =
        Arrays.asList(
            null, true, "t", 1, 1L, 1.5, BigInteger.ONE, new BigDecimal("1.50"), List.of());

    assertThat(JsonValues.copy("field", Map.of("m", values)).get("m")).isEqualTo(values);
  }

  @Test
  void areTheSameFloatWhenTheyAreReadAsOne() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        double taken = (Double) JsonValues.number(value).orElseThrow();
        assertThat((float) taken).isEqualTo(value);
        assertThat(digits(PythonText.repr(taken)))
            .isLessThanOrEqualTo(digits(Float.toString(value)));
      }
    }
  }

  private static int digits(String decimal) {
    return new BigDecimal(decimal).stripTrailingZeros().precision();
  }

  static Stream<Arguments> noJsonValues() {
    return Stream.<Object>of(
            new AtomicInteger(1),
            Set.of("a"),
            new int[] {1},
            new String[] {"a"},
            Optional.of(1),
            'c',
            Thread.State.NEW)
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("noJsonValues")
  void areRefusedNamingFieldAndTypeWhenJsonHasNoSuchThing(Object value) {
    assertThatThrownBy(() -> JsonValues.copy("field", Map.of("m", List.of(0, value))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("field.m[1] is not a JSON value, but a " + value.getClass().getName());
  }

  @Test
  void areRefusedWhenAFloatIsNoNumber() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> JsonValues.copy("field", Map.of("m", value)))
          .hasMessage("field.m must be a finite number");
    }
  }
}
