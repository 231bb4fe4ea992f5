package dev.kato.recall.index;

import dev.kato.recall.base.VersionedLongs;
import dev.kato.recall.base.VersionedObjects;
import java.util.Arrays;
import java.util.List;

/** Makes one indexed block of the living patterns of several. */
final class BlockBuilder {

  private final List<PartView> sources;
  private final Renumbering renumbering;
  private final int[][] targets;
  private final VersionedLongs frequencies = new VersionedLongs();
  private final VersionedObjects<Feelings> feelings = new VersionedObjects<>();
  private int count;
  private int symbolCount;
  private final int[] firstOfLength = new int[Posting.LONGEST + 2];

  BlockBuilder(List<PartView> sources, Renumbering renumbering) {
    this.sources = sources;
    this.renumbering = renumbering;
    this.targets = new int[sources.size()][];
  }

  /**
   * The merged part; the sources as frozen are in it, nothing later.
   *
   * @param distinctSymbols all numbers of symbols are below this
   */
  Part build(int distinctSymbols) {
    count();
    int[] starts = new int[count + 1];
    int[] flat = new int[symbolCount];
    int[] eventEnds = new int[symbolCount / 32 + 1];
    byte[] names = new byte[count * Block.NAME_BYTES];
    place(starts);
    for (int i = 0; i < sources.size(); i++) {
      Block block = sources.get(i).block();
      for (int pattern = 0; pattern < block.count(); pattern++) {
        int target = targets[i][pattern];
        if (target >= 0) {
          block.copyTo(pattern, flat, eventEnds, starts[target]);
          renumbering.apply(flat, starts[target], starts[target + 1]);
          System.arraycopy(
              block.names(),
              pattern * Block.NAME_BYTES,
              names,
              target * Block.NAME_BYTES,
              Block.NAME_BYTES);
          frequencies.set(target, sources.get(i).frequency(pattern));
          feelings.set(target, sources.get(i).feelingsOf(pattern));
        }
      }
    }
    NameTable nameTable = new NameTable(count);
    for (int pattern = 0; pattern < count; pattern++) {
      nameTable.insert(pattern, names);
    }
    Postings postings = Postings.of(count, starts, flat, distinctSymbols);
    Block block =
        new Block(count, starts, flat, eventEnds, names, nameTable, postings, new KeptRows());
    return new Part(block, frequencies, feelings, count, most());
  }

  private long most() {
    long most = 0;
    for (PartView source : sources) {
      most = Math.max(most, source.most());
    }
    return most;
  }

  /** The number in the merged block of a pattern of source {@code source}; -1 if it was gone. */
  int target(int source, int pattern) {
    return targets[source][pattern];
  }

  private void count() {
    for (PartView source : sources) {
      Block block = source.block();
      for (int pattern = 0; pattern < block.count(); pattern++) {
        if (source.frequency(pattern) > 0) {
          count++;
          symbolCount += block.length(pattern);
          firstOfLength[block.length(pattern) + 1]++;
        }
      }
    }
    for (int length = 1; length < firstOfLength.length; length++) {
      firstOfLength[length] += firstOfLength[length - 1];
    }
  }

  /** Numbers the patterns by length, in the order of the sources within a length. */
  private void place(int[] starts) {
    int[] next = firstOfLength.clone();
    for (int i = 0; i < sources.size(); i++) {
      PartView source = sources.get(i);
      Block block = source.block();
      targets[i] = new int[block.count()];
      Arrays.fill(targets[i], -1);
      for (int pattern = 0; pattern < block.count(); pattern++) {
        if (source.frequency(pattern) > 0) {
          int target = next[block.length(pattern)]++;
          targets[i][pattern] = target;
          starts[target + 1] = block.length(pattern);
        }
      }
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
  }
}
