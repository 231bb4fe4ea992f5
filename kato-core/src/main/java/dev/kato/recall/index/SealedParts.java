package dev.kato.recall.index;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts that take no more patterns, in the order in which these came, apart from merging.
 * Changed only while nobody else does; may be read at any time.
 */
final class SealedParts {

  /** Replaced as a whole. */
  private volatile List<Part> all = List.of();

  private volatile long replacements;

  List<Part> all() {
    return all;
  }

  /** How often {@link #replace} was called. */
  long replacements() {
    return replacements;
  }

  void add(Part part) {
    List<Part> more = new ArrayList<>(all);
    more.add(part);
    all = List.copyOf(more);
  }

  /** Puts parts where the first of others was, which go; empty parts are left out. */
  void replace(List<Part> others, List<Part> by) {
    List<Part> parts = new ArrayList<>(all);
    int at = parts.indexOf(others.get(0));
    parts.removeAll(others);
    for (Part part : by) {
      if (part.block().count() > 0) {
        parts.add(at, part);
      }
    }
    all = List.copyOf(parts);
    replacements++;
  }

  long heapBytes() {
    long bytes = 0;
    for (Part part : all) {
      bytes += part.heapBytes();
    }
    return bytes;
  }
}
