/** The routes of KATO 3.x clients. */
@NullMarked
package dev.kato.dialects.v3;

import org.jspecify.annotations.NullMarked;
