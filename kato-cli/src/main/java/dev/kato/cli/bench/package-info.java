/** Load against a running server, bounded in count and time. */
@NullMarked
package dev.kato.cli.bench;

import org.jspecify.annotations.NullMarked;
