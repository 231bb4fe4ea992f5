/** Health and metrics. */
@NullMarked
package dev.kato.server.ops;

import org.jspecify.annotations.NullMarked;
