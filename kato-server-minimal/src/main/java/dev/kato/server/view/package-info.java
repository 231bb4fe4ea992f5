/** How values of the core look as JSON, where dialects agree. */
@NullMarked
package dev.kato.server.view;

import org.jspecify.annotations.NullMarked;
