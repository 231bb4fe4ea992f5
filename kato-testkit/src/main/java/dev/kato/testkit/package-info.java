/** Contracts every store must pass, and test doubles. */
@NullMarked
package dev.kato.testkit;

import org.jspecify.annotations.NullMarked;
