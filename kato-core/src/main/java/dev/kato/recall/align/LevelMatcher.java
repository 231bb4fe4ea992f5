package dev.kato.recall.align;

import dev.kato.recall.base.Budget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks of {@link BlockMatcher} for long patterns and states. For one pair of them.
 *
 * <p>The longest run of a range is taken, of several the first in the pattern, there the first in
 * the state. So there is none of that length to the left of it: all others lie to the right, and
 * the next to be taken is again the first of them there. Hence one pass from left to right takes
 * all blocks of the greatest length, and what is between them has shorter runs only. A range costs
 * what its length is and not, as when blocks are sought one by one, that times the number of
 * blocks.
 *
 * <p>Which suffixes begin with equal runs is read off their order, which is found once: a range's
 * suffixes are listed in that order, and the lists of the ranges that a range is split into are
 * pieces of its own. Runs longer than half the longest are taken from the list of those suffixes
 * only that have one. So all suffixes are gone through once per halving of the length. Between two
 * halvings there are as many passes as blocks of different lengths lie within what longer ones
 * left; their lengths add up to no more than the text's, n, so that the worst of inputs costs n
 * times the root of n, and what is periodic, random or monotonous n times its logarithm or less.
 */
final class LevelMatcher {

  private static final int NONE = -1;

  private final SharedText text;
  private final RunSearch search;
  private final Budget budget;

  /** By position in the pattern the one in the text of the state's match; or {@link #NONE}. */
  private final int[] partners;

  private final Suffixes all;
  private final Suffixes some;
  private final Suffixes spare;

  /** By position in the text: a group of equal runs that begins there, or a range; 0 if none. */
  private final int[] marks;

  /** By group the first place in the state; by range how far its list is written. */
  private final int[] heads;

  /** By position the next place of the same group; by range what was written last. */
  private final int[] links;

  /** By index in a list how much suffixes have in common with the one before. */
  private final LeastSince common;

  /**
   * For one text.
   *
   * @param search for what it is better for
   */
  LevelMatcher(SharedText text, RunSearch search, Budget budget) {
    this.text = text;
    this.search = search;
    this.budget = budget;
    all = Suffixes.shared(text, budget);
    some = all.room();
    spare = all.room();
    partners = new int[text.patternEnd()];
    Arrays.fill(partners, NONE);
    marks = new int[text.length()];
    heads = new int[text.length() + 2];
    links = new int[text.length() + 2];
    common = new LeastSince(all.count());
  }

  /**
   * Finds the blocks.
   *
   * @param found by position in the pattern the one in the state; set for matches
   */
  void match(int[] found) {
    matchAll();
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] != NONE) {
        found[text.origin(i)] = text.origin(partners[i]);
      }
    }
  }

  private void matchAll() {
    ArrayDeque<Suffixes.Range> ranges = new ArrayDeque<>();
    Suffixes.Range whole =
        Suffixes.Range.of(0, text.patternEnd(), text.stateStart(), text.length());
    ranges.push(whole.with(0, all.count(), Integer.MAX_VALUE));
    while (!ranges.isEmpty()) {
      Suffixes.Range range = ranges.pop();
      spend(range);
      int longest = all.longest(range);
      if (longest > 0) {
        int shortest = longest / 2 + 1;
        if (shortest == longest) {
          take(range, all, longest);
        } else {
          takeLong(range, shortest);
        }
        split(range, all, shortest - 1).forEach(ranges::push);
      }
    }
  }

  /** A range is gone through some times: its list, and its pieces of pattern and state. */
  private void spend(Suffixes.Range range) {
    budget.spend(
        4L * (range.to() - range.from())
            + (range.patternTo() - range.patternFrom())
            + (range.stateTo() - range.stateFrom()));
  }

  /** Takes the blocks of a range that have at least this length. */
  private void takeLong(Suffixes.Range whole, int shortest) {
    ArrayDeque<Suffixes.Range> ranges = new ArrayDeque<>();
    ranges.push(chosen(whole, shortest));
    while (!ranges.isEmpty()) {
      Suffixes.Range range = ranges.pop();
      spend(range);
      int longest = some.longest(range);
      if (longest >= shortest) {
        take(range, some, longest);
        if (longest > shortest) {
          split(range, some, longest - 1).forEach(ranges::push);
        }
      }
    }
  }

  /** The same range, with the list of those that begin with a run of this length. */
  private Suffixes.Range chosen(Suffixes.Range range, int length) {
    int chosen = 0;
    int next = range.from();
    while (next < range.to()) {
      int end = all.endOfGroup(next, range.to(), length);
      if (all.isShared(next, end, range, length)) {
        some.set(chosen++, all.begin(next), 0);
        for (int i = next + 1; i < end; i++) {
          some.set(chosen++, all.begin(i), all.common(i));
        }
      }
      next = end;
    }
    return range.with(0, chosen, range.most());
  }

  /** Takes all blocks of the length that the longest of the range have. */
  private void take(Suffixes.Range range, Suffixes list, int length) {
    mark(range, list, length);
    for (int at = range.stateTo() - length; at >= range.stateFrom(); at--) {
      int group = marks[at];
      if (group > 0) {
        links[at] = heads[group];
        heads[group] = at;
      }
    }
    int position = range.patternFrom();
    int stateFrom = range.stateFrom();
    while (position <= range.patternTo() - length && stateFrom <= range.stateTo() - length) {
      int at = firstPlace(marks[position], stateFrom);
      if (at == NONE) {
        position++;
      } else {
        for (int i = 0; i < length; i++) {
          partners[position + i] = at + i;
        }
        position += length;
        stateFrom = at + length;
      }
    }
  }

  /** What is passed over is never asked for again. */
  private int firstPlace(int group, int stateFrom) {
    if (group == 0) {
      return NONE;
    }
    int at = heads[group];
    while (at != NONE && at < stateFrom) {
      at = links[at];
    }
    heads[group] = at;
    return at;
  }

  /** Marks where runs of this length begin that both have, each group with a number. */
  private void mark(Suffixes.Range range, Suffixes list, int length) {
    fill(range.patternFrom(), range.patternTo(), range.stateFrom(), range.stateTo(), 0);
    int groups = 0;
    int next = range.from();
    while (next < range.to()) {
      int end = list.endOfGroup(next, range.to(), length);
      if (end - next > 1 && list.isShared(next, end, range, length)) {
        heads[++groups] = NONE;
        for (int i = next; i < end; i++) {
          // One too near the end of its piece is not looked at.
          marks[list.begin(i)] = groups;
        }
      }
      next = end;
    }
  }

  private void fill(int patternFrom, int patternTo, int stateFrom, int stateTo, int mark) {
    Arrays.fill(marks, patternFrom, patternTo, mark);
    Arrays.fill(marks, stateFrom, stateTo, mark);
  }

  /**
   * The ranges between the matches of a range, with its list split among them, but for those that
   * the other search is better for: it finds all their blocks, once those that remain may be short.
   *
   * @param most no run in them is longer
   */
  private List<Suffixes.Range> split(Suffixes.Range range, Suffixes list, int most) {
    List<Suffixes.Range> gaps = new ArrayList<>();
    int patternFrom = range.patternFrom();
    int stateFrom = range.stateFrom();
    for (int i = range.patternFrom(); i < range.patternTo(); i++) {
      if (partners[i] != NONE) {
        int at = partners[i];
        addGap(gaps, patternFrom, i, stateFrom, at, list == all);
        marks[i] = 0;
        marks[at] = 0;
        patternFrom = i + 1;
        stateFrom = at + 1;
      }
    }
    addGap(gaps, patternFrom, range.patternTo(), stateFrom, range.stateTo(), list == all);
    return gaps.isEmpty() ? gaps : distribute(range, list, gaps, most);
  }

  private void addGap(
      List<Suffixes.Range> gaps,
      int patternFrom,
      int patternTo,
      int stateFrom,
      int stateTo,
      boolean matches) {
    if (patternFrom == patternTo || stateFrom == stateTo) {
      fill(patternFrom, patternTo, stateFrom, stateTo, 0);
      return;
    }
    boolean other = search.isFor(patternTo - patternFrom, stateTo - stateFrom);
    if (other && matches) {
      int[] symbols = text.symbols();
      search.match(
          symbols, 0, patternFrom, patternTo, symbols, stateFrom, stateTo, partners, budget);
    } else if (!other) {
      gaps.add(Suffixes.Range.of(patternFrom, patternTo, stateFrom, stateTo));
    }
    fill(patternFrom, patternTo, stateFrom, stateTo, other ? 0 : gaps.size());
  }

  /** Splits the list of a range; {@code marks} tell which gap each position is in. */
  private List<Suffixes.Range> distribute(
      Suffixes.Range range, Suffixes list, List<Suffixes.Range> gaps, int most) {
    int number = gaps.size();
    Arrays.fill(heads, 0, number + 2, 0);
    for (int i = range.from(); i < range.to(); i++) {
      heads[marks[list.begin(i)] + 1]++;
    }
    heads[1] = range.from();
    for (int gap = 1; gap <= number; gap++) {
      heads[gap + 1] += heads[gap];
    }
    List<Suffixes.Range> lists = new ArrayList<>(number);
    for (int gap = 1; gap <= number; gap++) {
      if (heads[gap] < heads[gap + 1]) {
        lists.add(gaps.get(gap - 1).with(heads[gap], heads[gap + 1], most));
      }
    }
    fillLists(range, list, number);
    return lists;
  }

  /** Writes the lists of so many gaps, each from where {@code heads} tells. */
  private void fillLists(Suffixes.Range range, Suffixes list, int gaps) {
    int end = heads[gaps + 1];
    Arrays.fill(links, 0, gaps + 1, NONE);
    common.clear();
    for (int i = range.from(); i < range.to(); i++) {
      int gap = marks[list.begin(i)];
      common.note(i, list.common(i));
      if (gap > 0) {
        int shared = links[gap] == NONE ? 0 : common.after(links[gap]);
        spare.set(heads[gap]++, list.begin(i), shared);
        links[gap] = i;
      }
    }
    list.copy(spare, range.from(), end);
  }
}
