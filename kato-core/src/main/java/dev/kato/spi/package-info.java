/**
 * What a store must do to keep KATO's state. Everything a store needs to know is in the Javadoc of
 * {@link dev.kato.spi.PatternStore}, {@link dev.kato.spi.SessionStore} and {@link
 * dev.kato.spi.VectorStore}; {@code kato-testkit} checks it.
 *
 * <p>For all stores: methods are called from many threads at once; arguments and results are never
 * null unless marked; a limit below 1 is refused with {@link java.lang.IllegalArgumentException},
 * and so is a cursor of another store; every call returns or throws within a bounded time; a
 * failure of the store is reported as {@link dev.kato.model.StorageUnavailableException}, never as
 * a driver's exception; an interrupt makes a waiting call fail with that exception and leaves the
 * thread's interrupt flag set; after {@code close()} every method but {@code close()} throws {@link
 * java.lang.IllegalStateException}; closing twice does nothing.
 */
@NullMarked
package dev.kato.spi;

import org.jspecify.annotations.NullMarked;
