/** Validated, immutable configuration: the defaults and what a session overrides. */
@NullMarked
package dev.kato.config;

import org.jspecify.annotations.NullMarked;
