/** Immutable domain values and the exceptions of KATO. Depends on no other package. */
@NullMarked
package dev.kato.model;

import org.jspecify.annotations.NullMarked;
