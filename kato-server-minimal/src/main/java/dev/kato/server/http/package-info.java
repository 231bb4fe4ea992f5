/** What the JDK's HttpServer lacks: routes, JSON, checked bodies, one error shape, limits. */
@NullMarked
package dev.kato.server.http;

import org.jspecify.annotations.NullMarked;
