/** KATO over HTTP: {@link dev.kato.server.KatoServer} to embed. */
@NullMarked
package dev.kato.server;

import org.jspecify.annotations.NullMarked;
