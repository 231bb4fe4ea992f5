/**
 * A server that speaks MongoDB's protocol over a socket and keeps its data in memory. It proves how
 * the wire is used and the logic of revisions, not durability, read and write concerns or failover.
 */
package dev.kato.storage.mongo.testserver;
