package dev.kato.storage.inmemory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.model.Event;
import dev.kato.model.PatternName;
import dev.kato.spi.LearnRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperationsTest {

  private final Operations operations = new Operations();

  @Test
  void whatIsNeverForgottenGoesWhenItsTimeIsOver() {
    for (int i = 0; i < 10_000; i++) {
      LearnRequest request = request(i % 3, "id-" + i, i + 10);
      assertThat(operations.contain(request, at(i))).isFalse();
      operations.add(request);
      assertThat(operations.contain(request, at(i))).isTrue();
    }
    assertThat(operations.size()).isLessThanOrEqualTo(11);
  }

  @Test
  void theTimeOfOneThatMayBeRepeatedForLongHoldsUpNoOther() {
    operations.add(request(0, "long", 1_000_000));
    for (int i = 0; i < 1000; i++) {
      operations.add(request(0, "id-" + i, i));
    }
    assertThat(operations.contain(request(0, "long", 1_000_000), at(1000))).isTrue();
    assertThat(operations.size()).isEqualTo(1);
  }

  @Test
  void nothingIsKeptOfWhatIsForgotten() {
    List<LearnRequest> requests = requests(0, 10_000);
    requests.forEach(operations::add);
    operations.forget(requests);
    assertThat(operations.size()).isZero();
    assertThat(requests).noneMatch(request -> operations.contain(request, at(0)));
  }

  @Test
  void whatIsForgottenIsFoundAmongThoseOfOtherPatternsAndIds() {
    requests(0, 100).forEach(operations::add);
    requests(1, 100).forEach(operations::add);
    operations.forget(requests(1, 99));
    assertThat(operations.size()).isEqualTo(101);
    assertThat(requests(0, 100)).allMatch(request -> operations.contain(request, at(0)));
    assertThat(operations.contain(request(1, "id-99", 1), at(0))).isTrue();
  }

  @Test
  void aPatternTakesItsLearningsWithItAndOnlyThose() {
    requests(0, 100).forEach(operations::add);
    requests(1, 100).forEach(operations::add);
    requests(2, 100).forEach(operations::add);
    operations.forget(requests(1, 10));
    operations.remove(name(1));
    assertThat(operations.size()).isEqualTo(200);
    assertThat(requests(1, 100)).noneMatch(request -> operations.contain(request, at(0)));
    operations.clear();
    assertThat(operations.size()).isZero();
  }

  private static List<LearnRequest> requests(int pattern, int count) {
    return IntStream.range(0, count).mapToObj(i -> request(pattern, "id-" + i, 1)).toList();
  }

  private static LearnRequest request(int pattern, String id, int until) {
    return new LearnRequest(
        id, name(pattern), events(pattern), List.of(), 5, Map.of(), Map.of(), Map.of(), at(until));
  }

  private static PatternName name(int pattern) {
    return PatternName.of(events(pattern));
  }

  private static List<Event> events(int pattern) {
    return List.of(Event.of("pattern", Integer.toString(pattern)));
  }

  private static Instant at(int seconds) {
    return Instant.ofEpochSecond(seconds);
  }
}
