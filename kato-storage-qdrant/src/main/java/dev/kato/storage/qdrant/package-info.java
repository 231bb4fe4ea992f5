/** Learned vectors in Qdrant. Begin with {@link dev.kato.storage.qdrant.QdrantVectorStore}. */
@NullMarked
package dev.kato.storage.qdrant;

import org.jspecify.annotations.NullMarked;
