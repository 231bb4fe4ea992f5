package dev.kato.recall.score;

import dev.kato.model.FuturePotential;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.GroupedSums;
import dev.kato.recall.base.IntPair;
import dev.kato.recall.base.TopK;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Members of an ensemble by what comes next in them: an open-addressing table of flat arrays. A
 * group is a number, its future that of the member which opened it; texts are made only for the
 * best. Not thread-safe.
 */
public final class FutureGroups {

  private static final long TAG = -1L << Integer.SIZE;

  /** Groups for which there is room from the first on. */
  private static final int LEAST_ROOM = 32;

  private static final int RANGE = 1;
  private static final int MEMBERS = 2;
  private static final int STRIDE = 3;

  private final SymbolTable symbols;
  private final Budget budget;

  /** By hash, 0 or its upper half and one more than the group there. At most half full. */
  private long[] table = {0, 0};

  /** By group, the hash of its future, where that is in a block, and how many members there are. */
  private long[] groups = {};

  private Block[] blocks = {};
  private final GroupedSums weights = new GroupedSums();
  private int count;

  /**
   * No groups.
   *
   * @param symbols the patterns of whose knowledge base are added
   */
  public FutureGroups(SymbolTable symbols, Budget budget) {
    this.symbols = symbols;
    this.budget = budget;
    makeRoom(LEAST_ROOM);
  }

  /** None, for another thread of the same recall, to be {@linkplain #addAll added} at its end. */
  public FutureGroups sibling(Budget share) {
    return new FutureGroups(symbols, share);
  }

  /** Number of groups. */
  public int count() {
    return count;
  }

  /**
   * Adds a member to the group of its future.
   *
   * @param from where its future begins in the block's symbols
   * @param to where that ends
   * @param frequency of the pattern, whose similarity is {@code common / total}
   */
  public void add(Block block, int from, int to, long frequency, long common, long total) {
    budget.spend(to - from);
    int group = open(Future.hash(block, from, to, symbols.hash()), block, from, to);
    groups[STRIDE * group + MEMBERS]++;
    weights.add(group, frequency, common, total);
  }

  /** Adds a member, which has a future, to its group. */
  public void add(Member member) {
    PatternContent content = member.content();
    add(
        content.block(),
        member.futureFrom(),
        member.futureTo(),
        content.frequency(),
        member.common(),
        member.total());
  }

  /** Adds the members of a {@linkplain #sibling sibling}. */
  public void addAll(FutureGroups sibling) {
    for (int other = 0; other < sibling.count; other++) {
      int from = sibling.from(other);
      int to = sibling.to(other);
      budget.spend(to - from);
      int group = open(sibling.groups[STRIDE * other], sibling.blocks[other], from, to);
      groups[STRIDE * group + MEMBERS] += sibling.groups[STRIDE * other + MEMBERS];
      weights.add(group, sibling.weights, other);
    }
  }

  /** The group of that future, which is opened if there is none. */
  private int open(long hash, Block block, int from, int to) {
    assert from < to : from;
    int slot = slot(hash, block, from, to);
    if (table[slot] != 0) {
      return group(table[slot]);
    }
    if (count == blocks.length) {
      makeRoom(2 * count);
      slot = freeSlot(hash);
    }
    groups[STRIDE * count] = hash;
    groups[STRIDE * count + RANGE] = IntPair.of(from, to);
    blocks[count] = block;
    table[slot] = hash & TAG | count + 1;
    return count++;
  }

  private int from(int group) {
    return IntPair.first(groups[STRIDE * group + RANGE]);
  }

  private int to(int group) {
    return IntPair.second(groups[STRIDE * group + RANGE]);
  }

  private static int group(long entry) {
    return (int) entry - 1;
  }

  /** Where the group of that future is in the table, or has its place. */
  private int slot(long hash, Block block, int from, int to) {
    int slot = (int) hash & table.length - 1;
    while (table[slot] != 0) {
      boolean alike = (table[slot] & TAG) == (hash & TAG);
      if (alike && future(group(table[slot])).isSame(block, from, to)) {
        return slot;
      }
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private int freeSlot(long hash) {
    int slot = (int) hash & table.length - 1;
    while (table[slot] != 0) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private Future future(int group) {
    return new Future(blocks[group], from(group), to(group));
  }

  /** Makes room for so many groups, if there is less. */
  public void makeRoom(int room) {
    if (room <= blocks.length) {
      return;
    }
    groups = Arrays.copyOf(groups, STRIDE * room);
    blocks = Arrays.copyOf(blocks, room);
    weights.makeRoom(room);
    if (table.length < 2 * room) {
      table = new long[2 * Integer.highestOneBit(2 * room - 1)];
      for (int group = 0; group < count; group++) {
        long hash = groups[STRIDE * group];
        table[freeSlot(hash)] = hash & TAG | group + 1;
      }
    }
  }

  /** Summed weight of the members that have the future of this one, which is among them. */
  public double weight(Member member) {
    Block block = member.content().block();
    int from = member.futureFrom();
    int to = member.futureTo();
    budget.spend(to - from);
    int slot = slot(Future.hash(block, from, to, symbols.hash()), block, from, to);
    return weights.value(group(table[slot]));
  }

  /**
   * The groups of the greatest share, greatest first, ties by their futures.
   *
   * @param most at most so many
   * @param all weight of all members of all groups
   */
  public List<FuturePotential> best(int most, double all) {
    if (most == 0) {
      return List.of();
    }
    TopK best = new TopK(most, (a, b) -> compare((int) a, (int) b));
    for (int group = 0; group < count; group++) {
      budget.spend(1);
      best.offer(group, share(weights.value(group), all));
    }
    List<FuturePotential> potentials = new ArrayList<>();
    for (long place : best.places()) {
      int group = (int) place;
      budget.spend(to(group) - from(group));
      double weight = weights.value(group);
      potentials.add(
          new FuturePotential(
              future(group).events(symbols), share(weight, all), members(group), weight));
    }
    return potentials;
  }

  private int compare(int a, int b) {
    budget.spend(Math.min(to(a) - from(a), to(b) - from(b)));
    return Future.compare(future(a), future(b), symbols);
  }

  private int members(int group) {
    return (int) groups[STRIDE * group + MEMBERS];
  }

  private static double share(double weight, double all) {
    return all == 0 ? 0 : weight / all;
  }
}
