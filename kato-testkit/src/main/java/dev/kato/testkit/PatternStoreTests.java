package dev.kato.testkit;

import dev.kato.model.Pattern;
import dev.kato.model.PatternName;
import dev.kato.model.UserId;
import dev.kato.spi.PatternStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the parts of {@link PatternStoreContract} share. */
interface PatternStoreTests {

  /** How to get at the store; called for each test. */
  StoreSpec<PatternStore> spec();

  /** Runs a test on a store of its own. */
  default void onStore(Consumer<PatternStore> test) {
    spec().onOne(test);
  }

  /** The pattern, which must be there. */
  static Pattern pattern(PatternStore store, UserId user, PatternName name) {
    return store
        .find(user, name)
        .orElseThrow(() -> new AssertionError("no pattern " + name + " of " + user));
  }

  /** All patterns of a user, read in pages. */
  static List<Pattern> all(PatternStore store, UserId user) {
    List<Pattern> all = new ArrayList<>();
    List<Pattern> page = store.list(user, null, 100);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = store.list(user, all.get(all.size() - 1).name(), 100);
    }
    return all;
  }
}
