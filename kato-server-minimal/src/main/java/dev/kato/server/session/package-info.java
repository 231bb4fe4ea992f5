/** Routes with a session in their paths; a {@link dev.kato.server.session.Wording} words them. */
@NullMarked
package dev.kato.server.session;

import org.jspecify.annotations.NullMarked;
