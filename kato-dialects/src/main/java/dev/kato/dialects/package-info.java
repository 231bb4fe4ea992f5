/** The ways of older clients to talk to a server: {@link dev.kato.dialects.OlderClients}. */
@NullMarked
package dev.kato.dialects;

import org.jspecify.annotations.NullMarked;
