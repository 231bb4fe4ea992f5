/**
 * Texts as numbers. A {@link dev.kato.recall.symbols.SymbolTable} gives each symbol of a knowledge
 * base the next number and keeps it; {@link dev.kato.recall.symbols.SymbolOrder} tells their order
 * by code point; a {@link dev.kato.recall.symbols.SymbolDirectory} finds those of one block.
 * Numbers depend on what was learned first, so nothing that a user sees may depend on their order.
 *
 * <p>Text comes from outside: it is hashed with a secret of the table, and finding one costs its
 * length, whatever else there is.
 */
@NullMarked
package dev.kato.recall.symbols;

import org.jspecify.annotations.NullMarked;
