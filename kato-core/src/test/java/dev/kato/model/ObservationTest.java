package dev.kato.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObservationTest {

  @Test
  void isNotChangedThroughWhatItWasMadeFrom() {
    List<String> strings = new ArrayList<>(List.of("a"));
    Map<String, Object> inner = new HashMap<>(Map.of("k", 1));
    Observation observation =
        new Observation(strings, List.of(), Map.of(), Map.of("m", inner), null);

    strings.add("b");
    inner.put("l", 2);

    assertThat(observation.strings()).containsExactly("a");
    assertThat(observation.metadata()).isEqualTo(Map.of("m", Map.of("k", 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "a\udc00", "\ude00\ud83d", "x\ud83d"})
  void refusesLoneSurrogatesInEveryPart(String text) {
    assertThatThrownBy(() -> Observation.of("ok", text)).hasMessageContaining("strings[1]");
    assertThatThrownBy(() -> Observation.of().withEmotives(Map.of(text, 1.0)))
        .hasMessageContaining("emotives");
    assertThatThrownBy(() -> Observation.of().withMetadata(Map.of("m", List.of(text))))
        .hasMessageContaining("metadata.m[0]");
    assertThatThrownBy(() -> Observation.of().withMetadata(Map.of(text, 1)))
        .hasMessageContaining("metadata");
    assertThatThrownBy(() -> Observation.of().withUniqueId(text)).hasMessageContaining("unique_id");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void refusesWhatIsNotFinite(double value) {
    assertThatThrownBy(() -> Observation.of().withEmotives(Map.of("joy", value)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("emotives.joy");
    assertThatThrownBy(() -> Observation.of().withVectors(List.of(List.of(1.0, value))))
        .hasMessageContaining("vectors[0][1]");
    assertThatThrownBy(() -> Observation.of().withMetadata(Map.of("m", value)))
        .hasMessageContaining("metadata.m");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0000000000000002e100, -1e101, 1.7e308, -Double.MAX_VALUE})
  void refusesEmotivesWhoseSumsCouldOverflow(double value) {
    assertThatThrownBy(() -> Observation.of("a").withEmotives(Map.of("joy", value)))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e -> {
              assertThat(e.field()).isEqualTo("emotives.joy");
              assertThat(e.problem()).isEqualTo("must be a number from -1e100 to 1e100");
            });
  }

  @Test
  void takesTheLargestEmotivesThereMayBe() {
    Map<String, Double> emotives = Map.of("joy", 1e100, "fear", -1e100);

    assertThat(Observation.of("a").withEmotives(emotives).emotives()).isEqualTo(emotives);
  }

  @Test
  void refusesMetadataThatIsNotJsonOrNestedTooDeep() {
    Object deep = 1;
    for (int i = 0; i < 200; i++) {
      deep = List.of(deep);
    }
    Map<String, Object> tooDeep = Map.of("m", deep);

    assertThatThrownBy(() -> Observation.of().withMetadata(tooDeep))
        .hasMessageContaining("nested deeper than 100");
    assertThatThrownBy(() -> Observation.of().withMetadata(Map.of("m", new Object())))
        .hasMessageContaining("is not a JSON value");
  }

  @Test
  void refusesVectorsOfSeveralDimensionsOrNone() {
    assertThatThrownBy(() -> Observation.of().withVectors(List.of(List.of(1.0, 2.0), List.of(1.0))))
        .isInstanceOfSatisfying(
            VectorDimensionMismatchException.class,
            e -> assertThat(List.of(e.expected(), e.actual())).containsExactly(2, 1));
    assertThatThrownBy(() -> Observation.of().withVectors(List.of(List.of())))
        .hasMessageContaining("vectors[0]");
  }

  @Test
  void digestsTellContentsApartAndLeaveOutTheId() {
    Observation one = Observation.of("a", "b");

    assertThat(one.withUniqueId("x").digest()).isEqualTo(one.digest());
    assertThat(Observation.of("a, b").digest()).isNotEqualTo(one.digest());
    assertThat(Observation.of("b", "a").digest()).isNotEqualTo(one.digest());
    assertThat(one.withEmotives(Map.of("e", 1.0)).digest()).isNotEqualTo(one.digest());
  }

  @Nested
  class OneVector {

    private final Observation observation = Observation.of("a");

    @Test
    void isGivenByItsComponents() {
      Observation two = observation.withVector(1f, 2f);

      assertThat(two.vectors()).containsExactly(List.of(1.0, 2.0));
      assertThat(two.strings()).containsExactly("a");
      assertThat(observation.withVector(0.25, -1e300).vectors())
          .containsExactly(List.of(0.25, -1e300));
    }

    @Test
    void ofFloatsIsTakenExactly() {
      assertThat(observation.withVector(new float[] {0.1f, Float.MIN_VALUE}).vectors())
          .containsExactly(List.of((double) 0.1f, (double) Float.MIN_VALUE));
    }

    @Test
    void ofWholeNumbersLosesNothing() {
      assertThat(observation.withVector(16_777_217, 1).vectors())
          .containsExactly(List.of(16_777_217.0, 1.0));
    }

    @Test
    void takesThePlaceOfOthers() {
      assertThat(observation.withVector(1, 2).withVector(3).vectors())
          .containsExactly(List.of(3.0));
    }

    @Test
    void isCheckedLikeAnyOther() {
      assertThatThrownBy(() -> observation.withVector(new float[] {0, Float.NaN}))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("vectors[0][1] must be a finite number");
      assertThatThrownBy(() -> observation.withVector())
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("vectors[0] must not be empty");
    }

    @Test
    void doesNotChangeWithItsArray() {
      float[] components = {1, 2};
      Observation taken = observation.withVector(components);

      components[0] = 9;

      assertThat(taken.vectors()).containsExactly(List.of(1.0, 2.0));
    }
  }

  @Nested
  class Vectors {

    @Test
    void haveTheSha1OfTheirBigEndianFloatsAsSymbol() {
      assertThat(FloatVector.of(1.0f, -0.0f, 0.5f).symbol())
          .isEqualTo("VCTR|49cd9157215f910f98be71105c8991d149f742f1");
    }

    @Test
    void addUpInDoublePrecisionBeforeTheyAreRounded() {
      FloatVector sum = FloatVector.sum(List.of(List.of(1e8), List.of(1.0), List.of(-1e8)));

      assertThat(sum).isEqualTo(FloatVector.of(1.0f));
    }

    @Test
    void thatOverflowAFloatAreRefused() {
      assertThatThrownBy(() -> FloatVector.sum(List.of(List.of(1e300))))
          .isInstanceOf(InvalidInputException.class);
    }
  }
}
