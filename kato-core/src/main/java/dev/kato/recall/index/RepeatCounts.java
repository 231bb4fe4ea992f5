package dev.kato.recall.index;

import dev.kato.recall.base.Int128;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * How a knowledge base repeats itself. Each pattern counts as often as it was learned; of an event
 * each symbol counts once, whatever duplicates it has.
 *
 * @param outcomes symbols of all events
 * @param later symbols of all events but each pattern's first
 * @param byAge of the later ones those whose symbol has {@code age} events between it and the
 *     nearest event before that has it, too; for the ages from 0 on
 */
public record RepeatCounts(Int128 outcomes, Int128 later, List<Int128> byAge) {

  /** Repeats of an age are counted from 0 to here, not included. */
  public static final int AGES = 5;

  static final RepeatCounts NONE =
      new RepeatCounts(Int128.ZERO, Int128.ZERO, Collections.nCopies(AGES, Int128.ZERO));

  /** With so many more of the pattern with these recurrences. */
  RepeatCounts plus(Recurrences pattern, long more) {
    if (more == 0) {
      return this;
    }
    Int128[] ages = new Int128[AGES];
    for (int age = 0; age < AGES; age++) {
      int repeats = pattern.repeats(age);
      Int128 known = byAge.get(age);
      ages[age] = repeats == 0 ? known : known.plus(Int128.product(more, repeats));
    }
    return new RepeatCounts(
        outcomes.plus(Int128.product(more, pattern.outcomes())),
        later.plus(Int128.product(more, pattern.later())),
        Arrays.asList(ages));
  }
}
