/** The {@code kato} command line: serve, export, import, verify, bench. */
@NullMarked
package dev.kato.cli;

import org.jspecify.annotations.NullMarked;
