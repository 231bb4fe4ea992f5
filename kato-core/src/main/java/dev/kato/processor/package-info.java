/** Observing and learning as functions from state to state, and knowledge bases kept up to date. */
@NullMarked
package dev.kato.processor;

import org.jspecify.annotations.NullMarked;
