package dev.kato.benchmarks;

import dev.kato.model.Event;
import dev.kato.model.Pattern;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one would write without an index, and write well: symbols as numbers, patterns side by side
 * in one array, a table that tells in one step where the state has a symbol, no object per pattern.
 * It compares the state with every pattern, sums over the ensemble, computes the potential of every
 * member, and keeps the best. Metrics beyond that, predictions as objects and future potentials are
 * left out, in its favour. Not thread-safe.
 */
public final class BruteForce {

  private final Map<String, Integer> ids = new HashMap<>();
  private int[] symbols = new int[1024];
  private int[] starts = new int[1024];
  private int[] eventStarts = new int[1024];
  private int[] eventEnds = new int[1024];
  private long[] frequencies = new long[1024];
  private int[] memberFrequencies = new int[1024];
  private int[] firstInState = new int[1024];
  private int count;

  private int[] state = {};
  private int[] again = {};
  private int[] partners = new int[64];
  private int[] runs = new int[64];
  private int matches;
  private int blocks;

  private int[] members = new int[1024];
  private long[] packed = new long[1024];
  private int memberCount;
  private boolean[] present = {};

  /** Adds a pattern. */
  public void add(Pattern pattern) {
    if (count + 2 > starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      frequencies = Arrays.copyOf(frequencies, 2 * frequencies.length);
    }
    int at = starts[count];
    for (Event event : pattern.events()) {
      int from = at;
      for (String symbol : event.symbols()) {
        makeRoom(at);
        symbols[at++] = intern(symbol);
      }
      Arrays.fill(eventStarts, from, at, from);
      Arrays.fill(eventEnds, from, at, at);
    }
    Arrays.stream(symbols, starts[count], at).distinct().forEach(id -> memberFrequencies[id]++);
    frequencies[count++] = pattern.frequency();
    starts[count] = at;
  }

  private void makeRoom(int index) {
    if (index == symbols.length) {
      symbols = Arrays.copyOf(symbols, 2 * index);
      eventStarts = Arrays.copyOf(eventStarts, 2 * index);
      eventEnds = Arrays.copyOf(eventEnds, 2 * index);
    }
  }

  private int intern(String symbol) {
    int id = ids.computeIfAbsent(symbol, unseen -> ids.size());
    if (id >= memberFrequencies.length) {
      memberFrequencies = Arrays.copyOf(memberFrequencies, 2 * id);
      firstInState = Arrays.copyOf(firstInState, 2 * id);
    }
    return id;
  }

  /** The potentials of the best {@code wanted} members, best first. */
  public double[] recall(List<Event> stm, double threshold, int wanted) {
    prepare(Event.flatten(stm));
    long frequency = 0;
    memberCount = 0;
    for (int pattern = 0; pattern < count; pattern++) {
      int length = starts[pattern + 1] - starts[pattern];
      align(starts[pattern], length);
      if (matches > 0 && 2.0 * matches / (length + state.length) >= threshold) {
        frequency += frequencies[pattern];
        keep(pattern, length);
      }
    }
    double[] best = best(frequency, wanted);
    for (int id : state) {
      if (id >= 0) {
        firstInState[id] = 0;
      }
    }
    return best;
  }

  private void prepare(List<String> texts) {
    state = texts.stream().mapToInt(text -> ids.getOrDefault(text, -1)).toArray();
    again = new int[state.length];
    present = new boolean[state.length];
    Arrays.fill(again, -1);
    for (int i = state.length - 1; i >= 0; i--) {
      if (state[i] >= 0) {
        again[i] = firstInState[state[i]] - 1;
        firstInState[state[i]] = i + 1;
      }
    }
  }

  private void align(int start, int length) {
    matches = 0;
    blocks = 0;
    int from = 0;
    while (from < length && firstInState[symbols[start + from]] == 0) {
      from++;
    }
    if (from == length) {
      return;
    }
    int to = length;
    while (firstInState[symbols[start + to - 1]] == 0) {
      to--;
    }
    if (runs.length < state.length + 1) {
      runs = new int[state.length + 1];
    }
    Arrays.fill(partners, 0, length, -1);
    match(start, from, to, 0, state.length);
  }

  private void match(int start, int from, int to, int stateFrom, int stateTo) {
    int best = 0;
    int inPattern = 0;
    int inState = 0;
    for (int i = from; i < to; i++) {
      for (int j = firstInState[symbols[start + i]] - 1; j >= 0; j = again[j]) {
        if (j >= stateFrom && j < stateTo) {
          int run = 1;
          while (i + run < to && j + run < stateTo && symbols[start + i + run] == state[j + run]) {
            run++;
          }
          if (run > best) {
            best = run;
            inPattern = i;
            inState = j;
          }
        }
      }
    }
    if (best > 0) {
      for (int i = 0; i < best; i++) {
        partners[inPattern + i] = inState + i;
      }
      matches += best;
      blocks++;
      if (inPattern > from && inState > stateFrom) {
        match(start, from, inPattern, stateFrom, inState);
      }
      if (inPattern + best < to && inState + best < stateTo) {
        match(start, inPattern + best, to, inState + best, stateTo);
      }
    }
  }

  private void keep(int pattern, int length) {
    int start = starts[pattern];
    int first = 0;
    while (partners[first] < 0) {
      first++;
    }
    int last = length - 1;
    while (partners[last] < 0) {
      last--;
    }
    int from = eventStarts[start + first] - start;
    int to = eventEnds[start + last] - start;
    for (int i = from; i < to; i++) {
      int position = firstInState[symbols[start + i]] - 1;
      if (position >= 0) {
        present[position] = true;
      }
    }
    if (memberCount == members.length) {
      members = Arrays.copyOf(members, 2 * memberCount);
      packed = Arrays.copyOf(packed, 2 * memberCount);
    }
    members[memberCount] = pattern;
    packed[memberCount++] = (long) matches << 48 | (long) blocks << 32 | (long) from << 16 | to;
  }

  private double[] best(long frequency, int wanted) {
    double[] potentials = new double[memberCount];
    double stateSquares = 0;
    for (int i = 0; i < state.length; i++) {
      if (state[i] >= 0 && firstInState[state[i]] == i + 1 && present[i]) {
        double weight = weight(state[i]) * occurrences(i);
        stateSquares += weight * weight;
      }
    }
    for (int i = 0; i < memberCount; i++) {
      potentials[i] = potential(i, frequency, Math.sqrt(stateSquares));
    }
    Arrays.sort(potentials);
    int size = Math.min(wanted, memberCount);
    double[] best = new double[size];
    for (int i = 0; i < size; i++) {
      best[i] = potentials[memberCount - 1 - i];
    }
    return best;
  }

  private int occurrences(int first) {
    int occurrences = 0;
    for (int j = first; j >= 0; j = again[j]) {
      occurrences++;
    }
    return occurrences;
  }

  private double weight(int id) {
    return (double) memberFrequencies[id] / count;
  }

  private double potential(int member, long frequency, double stateNorm) {
    int pattern = members[member];
    int matched = (int) (packed[member] >>> 48);
    int from = (int) (packed[member] >>> 16) & 0xFFFF;
    int to = (int) packed[member] & 0xFFFF;
    int start = starts[pattern];
    double product = 0;
    double squares = 0;
    for (int i = start + from; i < start + to; i++) {
      int repeats = 0;
      boolean first = true;
      for (int j = start + from; j < start + to; j++) {
        if (symbols[j] == symbols[i]) {
          repeats++;
          first &= j >= i;
        }
      }
      if (first) {
        double weight = weight(symbols[i]);
        squares += weight * repeats * weight * repeats;
        int position = firstInState[symbols[i]] - 1;
        if (position >= 0) {
          product += weight * repeats * weight * occurrences(position);
        }
      }
    }
    double distance =
        stateNorm == 0 || squares == 0 ? 1 : 1 - product / (stateNorm * Math.sqrt(squares));
    int unmatched = state.length - matched;
    double snr = (double) (2 * matched - unmatched) / (2 * matched + unmatched);
    double evidence = (double) matched / (starts[pattern + 1] - start);
    double confidence = (double) matched / (to - from);
    return (evidence + confidence) * snr
        + 1
        - distance * frequencies[pattern] / frequency
        + 1.0 / ((int) (packed[member] >>> 32) & 0xFFFF);
  }

  /** Members of the ensemble of the last question. */
  public int members() {
    return memberCount;
  }
}
