/** The routes of KATO 3.x clients. */
@NullMarked
package dev.kato.server.v3;

import org.jspecify.annotations.NullMarked;
