/** The index of one knowledge base and exact recall from it: pure, no input or output, no clock. */
@NullMarked
package dev.kato.recall;

import org.jspecify.annotations.NullMarked;
