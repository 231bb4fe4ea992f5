package dev.kato.storage.inmemory;

import dev.kato.model.FloatVector;
import dev.kato.model.UserId;
import dev.kato.model.VectorDimensionMismatchException;
import dev.kato.spi.VectorStore;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** That the store of vectors is linearizable: three symbols, two dimensions. */
class VectorLinearizabilityTest {

  @Test
  void whateverThreadsDo() {
    Lincheck.stress(Steps.class);
  }

  @Test
  void whereverTheyAreInterrupted() {
    Lincheck.modelCheck(OneVector.class);
  }

  /** The steps that are mixed. */
  @Param(name = "symbol", gen = IntGen.class, conf = "0:2")
  @Param(name = "dimension", gen = IntGen.class, conf = "1:2")
  public static class Steps {

    private static final UserId USER = new UserId("user");

    private final VectorStore store = InMemoryStorage.vectors();

    @Operation
    public boolean add(
        @Param(name = "symbol") int symbol, @Param(name = "dimension") int dimension) {
      try {
        store.add(USER, Map.of(Integer.toString(symbol), FloatVector.of(new float[dimension])));
        return true;
      } catch (VectorDimensionMismatchException e) {
        return false;
      }
    }

    @Operation
    public void clear() {
      store.clear(USER);
    }

    @Operation
    public String dimension() {
      return store.dimension(USER).toString();
    }

    @Operation
    public long count() {
      return store.count(USER);
    }

    @Operation
    public String list() {
      return store.list(USER, "", 10).keySet().toString();
    }
  }

  /** Few steps, with which a user's only vector comes and goes. */
  public static class OneVector {

    private final Steps steps = new Steps();

    @Operation
    public boolean add() {
      return steps.add(0, 1);
    }

    @Operation
    public void clear() {
      steps.clear();
    }

    @Operation
    public long count() {
      return steps.count();
    }
  }
}
