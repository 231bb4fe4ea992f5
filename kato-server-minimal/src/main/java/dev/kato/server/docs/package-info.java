/** The description of all routes, for programs and for people. */
@NullMarked
package dev.kato.server.docs;

import org.jspecify.annotations.NullMarked;
