package dev.kato.storage.inmemory;

import dev.kato.spi.LearnRequest;
import java.util.Arrays;

/** The newest operations a pattern was learned with, oldest first. Immutable. */
final class Operations {

  static final Operations NONE = new Operations(new String[0]);

  private final String[] ids;

  private Operations(String[] ids) {
    this.ids = ids;
  }

  boolean contain(String id) {
    return Arrays.asList(ids).contains(id);
  }

  Operations with(String id) {
    int kept = Math.min(ids.length, LearnRequest.REMEMBERED_OPERATIONS - 1);
    String[] newer = new String[kept + 1];
    System.arraycopy(ids, ids.length - kept, newer, 0, kept);
    newer[kept] = id;
    return new Operations(newer);
  }
}
