package dev.kato.storage.inmemory;

import dev.kato.model.UserId;
import dev.kato.spi.ChangeCursor;

/**
 * All changes of a user up to and with this revision are known.
 *
 * @param store that made it; only the very same one takes it
 * @param revision 0 if nothing is known
 */
record Position(InMemoryPatternStore store, UserId user, long revision) implements ChangeCursor {}
