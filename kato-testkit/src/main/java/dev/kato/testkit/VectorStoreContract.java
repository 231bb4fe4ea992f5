package dev.kato.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.spi.VectorStore;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every {@link VectorStore} must do, sentence by sentence of its Javadoc, for as many vectors
 * as its search is exact with. A test class of the store extends this and says in {@link #spec()}
 * how to get at it: each test asks once, and needs new, empty data.
 */
public abstract class VectorStoreContract extends VectorSearchCases {

  /** For a subclass per store. */
  protected VectorStoreContract() {}

  @Test
  void answersAPing() {
    store().ping();
  }

  @Test
  void refusesLimitsBelowOne() {
    FloatVector vector = FloatVector.of(1);
    assertThatIllegalArgumentException().isThrownBy(() -> store().nearest(ALICE, vector, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> store().list(ALICE, "", 0));
  }

  @Test
  void usersThatLookAlikeAreDifferentUsers() {
    for (int i = 0; i < TRAPS.size(); i++) {
      UserId user = new UserId(TRAPS.get(i));
      store().add(user, Map.of("s", FloatVector.of(i), "t" + i, FloatVector.of(-i)));
    }
    store().clear(new UserId(TRAPS.get(0)));

    assertThat(store().count(new UserId(TRAPS.get(0)))).isZero();
    for (int i = 1; i < TRAPS.size(); i++) {
      UserId user = new UserId(TRAPS.get(i));
      assertThat(store().list(user, "", 10))
          .as(TRAPS.get(i))
          .isEqualTo(Map.of("s", FloatVector.of(i), "t" + i, FloatVector.of(-i)));
      assertThat(store().nearest(user, FloatVector.of(i), 10)).hasSize(2);
    }
  }

  @Test
  void usersMayHaveDifferentDimensions() {
    store().add(ALICE, Map.of("s", FloatVector.of(1, 2)));
    store().add(BOB, Map.of("s", FloatVector.of(1, 2, 3)));

    assertThat(store().dimension(ALICE)).hasValue(2);
    assertThat(store().dimension(BOB)).hasValue(3);
    store().clear(ALICE);
    assertThat(store().dimension(BOB)).hasValue(3);
  }

  @Test
  void anotherInstanceSeesEveryWriteAtOnce() {
    VectorStore other = another();
    store().add(ALICE, Map.of("s", FloatVector.of(1, 2)));
    assertThat(other.dimension(ALICE)).hasValue(2);
    assertThat(other.count(ALICE)).isEqualTo(1);

    other.clear(ALICE);
    assertThat(store().dimension(ALICE)).isEmpty();
    assertThat(store().nearest(ALICE, FloatVector.of(1), 1)).isEmpty();

    other.add(ALICE, Map.of("s", FloatVector.of(1, 2, 3)));
    assertThat(store().list(ALICE, "", 10)).isEqualTo(Map.of("s", FloatVector.of(1, 2, 3)));
  }

  @Test
  void whatIsStoredOutlivesTheInstance() throws Exception {
    VectorStore other = another();
    store().add(ALICE, Map.of("s", FloatVector.of(1, 2)));

    store().close();

    assertThat(other.count(ALICE)).isEqualTo(1);
  }

  @Test
  void aClosedStoreSaysSo() throws Exception {
    VectorStore store = store();
    FloatVector vector = FloatVector.of(1);

    assertClosedFor(
        () -> store.add(ALICE, Map.of("s", vector)),
        () -> store.add(ALICE, Map.of()),
        () -> store.nearest(ALICE, vector, 1),
        () -> store.dimension(ALICE),
        () -> store.count(ALICE),
        () -> store.list(ALICE, "", 1),
        () -> store.clear(ALICE),
        store::ping);
  }

  @Test
  void anInterruptIsKept() {
    store().add(ALICE, Map.of("s", FloatVector.of(1)));
    assertKeepsInterrupt(() -> store().add(ALICE, Map.of("t", FloatVector.of(2))));
    assertKeepsInterrupt(() -> store().nearest(ALICE, FloatVector.of(1), 1));
    assertKeepsInterrupt(() -> store().count(ALICE));
    assertKeepsInterrupt(store()::ping);
  }
}
