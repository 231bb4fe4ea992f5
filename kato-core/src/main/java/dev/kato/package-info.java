/** The entry to KATO: {@link dev.kato.Kato}, its sessions and its users' knowledge bases. */
@NullMarked
package dev.kato;

import org.jspecify.annotations.NullMarked;
