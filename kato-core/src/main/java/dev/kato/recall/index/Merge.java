package dev.kato.recall.index;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Parts to be made one, by whoever takes that on first: the thread meant for it may never come. */
final class Merge {

  private final List<Part> chosen;
  private final List<PartView> sources;
  private final BlockBuilder builder;
  private final AtomicBoolean taken = new AtomicBoolean();

  /** Of parts as they are now; what changes in them later is told by {@link #catchUp}. */
  Merge(List<Part> chosen) {
    this.chosen = chosen;
    this.sources = chosen.stream().map(Part::freeze).toList();
    this.builder = new BlockBuilder(sources, Renumbering.NONE);
  }

  /** Whether the caller is the one to carry this out. */
  boolean take() {
    return taken.compareAndSet(false, true);
  }

  List<Part> chosen() {
    return chosen;
  }

  /**
   * The merged part.
   *
   * @param distinctSymbols all numbers of symbols are below this
   */
  Part build(int distinctSymbols) {
    return builder.build(distinctSymbols);
  }

  /**
   * Brings over what has changed in the sources since, while nobody changes them.
   *
   * @return the patterns that had no place in {@code built} because they were gone
   */
  Part catchUp(Part built) {
    OpenPart back = new OpenPart(4);
    for (int source = 0; source < sources.size(); source++) {
      Part now = chosen.get(source);
      for (int pattern : now.changedSince(sources.get(source))) {
        int target = builder.target(source, pattern);
        if (target >= 0) {
          built.set(target, now.frequency(pattern), now.feelings(pattern));
        } else {
          back.add(
              now.block(),
              pattern,
              Renumbering.NONE,
              now.frequency(pattern),
              now.feelings(pattern));
        }
      }
    }
    return back.part();
  }
}
