/** The {@code /v2} routes. */
@NullMarked
package dev.kato.server.v2;

import org.jspecify.annotations.NullMarked;
