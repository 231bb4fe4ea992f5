/**
 * Knowledge bases in MongoDB 4.4 or newer: a standalone server, a replica set, a sharded cluster or
 * a service that is compatible. Needs neither transactions nor change streams. {@code
 * docs/mongo-format.md} describes the documents.
 */
@NullMarked
package dev.kato.storage.mongo;

import org.jspecify.annotations.NullMarked;
