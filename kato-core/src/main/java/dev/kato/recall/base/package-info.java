/**
 * Numbers and tables that know nothing of patterns: sums that do not depend on the order of adding,
 * packed pairs, hashes that an attacker cannot foresee, and arrays of which one thread makes
 * versions that any thread may read.
 *
 * <p>A version ({@link dev.kato.recall.base.VersionedLongs}) shares its chunks with the array it
 * was taken from; a chunk is copied when it is first written to after that:
 *
 * <pre>
 *   writer    [ a ][ b' ][ c ]       b was copied, then written
 *               |          |
 *   version   [ a ][ b  ][ c ]       stays as it is
 * </pre>
 *
 * <p>Taking a version costs nothing; a write costs at most the copy of one chunk.
 */
@NullMarked
package dev.kato.recall.base;

import org.jspecify.annotations.NullMarked;
