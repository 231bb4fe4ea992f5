/** The routes of KATO v1, without a session in the path. */
@NullMarked
package dev.kato.dialects.v1;

import org.jspecify.annotations.NullMarked;
