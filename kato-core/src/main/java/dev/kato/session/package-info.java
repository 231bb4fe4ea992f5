/** Lifecycle of sessions, their expiry and limits, and one order of operations per session. */
@NullMarked
package dev.kato.session;

import org.jspecify.annotations.NullMarked;
