package dev.kato.recall.score;

import dev.kato.model.FuturePotential;
import dev.kato.recall.base.Best;
import dev.kato.recall.base.Budget;
import dev.kato.recall.base.GroupedSums;
import dev.kato.recall.index.Block;
import dev.kato.recall.index.PatternContent;
import dev.kato.recall.symbols.SymbolTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Members of an ensemble by what comes next in them: an open-addressing table of flat arrays. A
 * group is a number, its future that of the member which opened it; texts are made only for the
 * best. Not thread-safe.
 */
public final class FutureGroups {

  private static final int LEAST_CAPACITY = 32;

  private final long seed;
  private final Budget budget;

  /** By hash: one more than the group there, or 0. At most half full. */
  private int[] table = new int[2 * LEAST_CAPACITY];

  private long[] hashes = new long[LEAST_CAPACITY];
  private Block[] blocks = new Block[LEAST_CAPACITY];
  private int[] froms = new int[LEAST_CAPACITY];
  private int[] tos = new int[LEAST_CAPACITY];
  private int[] members = new int[LEAST_CAPACITY];
  private final GroupedSums weights = new GroupedSums();
  private int count;

  private FutureGroups(long seed, Budget budget) {
    this.seed = seed;
    this.budget = budget;
  }

  /** No groups. What comes out does not depend on the seed that is drawn. */
  public FutureGroups(Budget budget) {
    this(ThreadLocalRandom.current().nextLong(), budget);
  }

  /** None, for another thread of the same recall, to be {@linkplain #addAll added} at its end. */
  public FutureGroups sibling(Budget share) {
    return new FutureGroups(seed, share);
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
    int group = open(Future.hash(block, from, to, seed), block, from, to);
    members[group]++;
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
      int from = sibling.froms[other];
      int to = sibling.tos[other];
      budget.spend(to - from);
      int group = open(sibling.hashes[other], sibling.blocks[other], from, to);
      members[group] += sibling.members[other];
      weights.add(group, sibling.weights, other);
    }
  }

  /** The group of that future, which is opened if there is none. */
  private int open(long hash, Block block, int from, int to) {
    int slot = slot(hash, block, from, to);
    if (table[slot] != 0) {
      return table[slot] - 1;
    }
    if (count == hashes.length) {
      grow();
      slot = slot(hash, block, from, to);
    }
    hashes[count] = hash;
    blocks[count] = block;
    froms[count] = from;
    tos[count] = to;
    table[slot] = count + 1;
    return count++;
  }

  /** Where the group of that future is in the table, or has its place. */
  private int slot(long hash, Block block, int from, int to) {
    int slot = (int) hash & table.length - 1;
    while (table[slot] != 0) {
      int group = table[slot] - 1;
      if (hashes[group] == hash && future(group).isSame(block, from, to)) {
        return slot;
      }
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private Future future(int group) {
    return new Future(blocks[group], froms[group], tos[group]);
  }

  private void grow() {
    int capacity = 2 * count;
    hashes = Arrays.copyOf(hashes, capacity);
    blocks = Arrays.copyOf(blocks, capacity);
    froms = Arrays.copyOf(froms, capacity);
    tos = Arrays.copyOf(tos, capacity);
    members = Arrays.copyOf(members, capacity);
    table = new int[2 * capacity];
    for (int group = 0; group < count; group++) {
      int slot = (int) hashes[group] & table.length - 1;
      while (table[slot] != 0) {
        slot = slot + 1 & table.length - 1;
      }
      table[slot] = group + 1;
    }
  }

  /** Summed weight of the members that have the future of this one, which is among them. */
  public double weight(Member member) {
    Block block = member.content().block();
    int from = member.futureFrom();
    int to = member.futureTo();
    budget.spend(to - from);
    int slot = slot(Future.hash(block, from, to, seed), block, from, to);
    return weights.value(table[slot] - 1);
  }

  /**
   * The groups of the greatest share, greatest first, ties by their futures.
   *
   * @param most at most so many
   * @param all weight of all members of all groups
   */
  public List<FuturePotential> best(int most, double all, SymbolTable symbols) {
    if (most == 0) {
      return List.of();
    }
    Best best = new Best(most, (a, b) -> compare((int) a, (int) b, symbols));
    for (int group = 0; group < count; group++) {
      budget.spend(1);
      best.offer(group, share(weights.value(group), all));
    }
    List<FuturePotential> potentials = new ArrayList<>();
    for (long place : best.places()) {
      int group = (int) place;
      budget.spend(tos[group] - froms[group]);
      double weight = weights.value(group);
      potentials.add(
          new FuturePotential(
              future(group).events(symbols), share(weight, all), members[group], weight));
    }
    return potentials;
  }

  private int compare(int a, int b, SymbolTable symbols) {
    budget.spend(Math.min(tos[a] - froms[a], tos[b] - froms[b]));
    return Future.compare(future(a), future(b), symbols);
  }

  private static double share(double weight, double all) {
    return all == 0 ? 0 : weight / all;
  }
}
