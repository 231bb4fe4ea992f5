/** All storage SPIs in memory. */
@NullMarked
package dev.kato.storage.inmemory;

import org.jspecify.annotations.NullMarked;
