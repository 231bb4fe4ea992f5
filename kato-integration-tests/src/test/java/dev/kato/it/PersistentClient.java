package dev.kato.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kato.KatoSession;
import dev.kato.model.BusyException;
import dev.kato.model.Event;
import dev.kato.model.LearnResult;
import dev.kato.model.Observation;
import dev.kato.model.StorageUnavailableException;
import dev.kato.model.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The only writer of a session, who repeats each call under the same id until it is acknowledged,
 * and looks whether what he sees is what he did. For one thread.
 */
final class PersistentClient {

  /** Far beyond what the timeouts of the stores add up to, for busy machines. */
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private static final int TRIES = 2000;

  private final KatoSession session;
  private final Runnable onFailure;
  private final List<Event> acknowledged = new ArrayList<>();
  private int ids;

  PersistentClient(KatoSession session, Runnable onFailure) {
    this.session = session;
    this.onFailure = onFailure;
  }

  /** Observes this sequence event by event and learns it. */
  LearnResult teach(List<Event> sequence) {
    for (Event event : sequence) {
      observe(event);
    }
    String id = nextId();
    LearnResult result = untilAnswered(() -> session.learn(id), List.of());
    acknowledged.clear();
    assertThat(untilAnswered(session::stm, acknowledged)).isEmpty();
    return result;
  }

  void observe(Event event) {
    Observation observation =
        Observation.of(event.symbols().toArray(String[]::new)).withUniqueId(nextId());
    List<Event> then = new ArrayList<>(acknowledged);
    then.add(event);
    untilAnswered(() -> session.observe(observation), then);
    acknowledged.add(event);
    assertThat(untilAnswered(session::stm, acknowledged)).isEqualTo(acknowledged);
  }

  private String nextId() {
    return "call-" + ids++;
  }

  /** After a failure the memory is as before the call or as after it, and nothing in between. */
  private <T> T untilAnswered(Supplier<T> call, List<Event> afterwards) {
    for (int i = 0; i < TRIES; i++) {
      try {
        return inTime(call);
      } catch (StorageUnavailableException | BusyException e) {
        onFailure.run();
        lookAfterFailure(afterwards);
      }
    }
    throw new AssertionError("no answer in " + TRIES + " tries");
  }

  private void lookAfterFailure(List<Event> afterwards) {
    List<Event> seen;
    try {
      seen = inTime(session::stm);
    } catch (UnavailableException e) {
      return;
    }
    assertThat(seen).isIn(List.copyOf(acknowledged), List.copyOf(afterwards));
  }

  private static <T> T inTime(Supplier<T> call) {
    long began = System.nanoTime();
    try {
      return call.get();
    } finally {
      assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(LIMIT.toSeconds()));
    }
  }
}
