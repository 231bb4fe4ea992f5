/** KATO over HTTP: {@link dev.kato.server.KatoServer} to embed, the main class to run. */
@NullMarked
package dev.kato.server;

import org.jspecify.annotations.NullMarked;
