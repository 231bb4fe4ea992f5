/**
 * What a store must do to keep KATO's state. Everything a store needs to know is in the Javadoc of
 * {@link dev.kato.spi.PatternStore}, {@link dev.kato.spi.SessionStore} and {@link
 * dev.kato.spi.VectorStore}; {@code kato-testkit} checks it.
 *
 * <p>For all stores: methods are called from many threads at once; arguments and results are never
 * null unless marked; a limit below 1 is refused with {@link java.lang.IllegalArgumentException},
 * and so is a cursor of another store; every call returns or throws within a bounded time; an
 * interrupt makes a waiting call fail with {@link dev.kato.model.StorageUnavailableException} and
 * leaves the thread's interrupt flag set; after {@code close()} every method but {@code close()}
 * throws {@link java.lang.IllegalStateException}; closing twice does nothing.
 *
 * <p>A failure is reported by whether it can pass, never as a driver's exception:
 *
 * <ul>
 *   <li>{@link dev.kato.model.StorageUnavailableException} may pass by itself: no connection, no
 *       answer in time, overload, a change of the primary, an interrupt. The call may be repeated,
 *       and KATO does.
 *   <li>{@link dev.kato.model.StorageRefusedException} passes when an operator changes something:
 *       credentials, rights, a database or collection that is not as it must be, data in an unknown
 *       format. What was begun is kept until then.
 *   <li>{@link dev.kato.model.InvalidInputException} never passes: this very request cannot be
 *       carried out, and has changed nothing. KATO gives up the operation it belongs to.
 * </ul>
 */
@NullMarked
package dev.kato.spi;

import org.jspecify.annotations.NullMarked;
