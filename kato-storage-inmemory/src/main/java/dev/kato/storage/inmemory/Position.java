package dev.kato.storage.inmemory;

import dev.kato.spi.ChangeCursor;

/** All changes up to and with this revision are known. */
record Position(long revision) implements ChangeCursor {

  static final Position START = new Position(0);
}
