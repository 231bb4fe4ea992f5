/** Knowledge bases as files of JSON lines, between any pair of stores. */
@NullMarked
package dev.kato.cli.transfer;

import org.jspecify.annotations.NullMarked;
