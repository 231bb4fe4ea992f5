/** What happens, told live. */
@NullMarked
package dev.kato.server.events;

import org.jspecify.annotations.NullMarked;
